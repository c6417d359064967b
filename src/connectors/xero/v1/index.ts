import { xeroVersion } from "../shared/version";
import { bill, payment } from "./mapper";

export const v1 = xeroVersion({ bill, payment });
