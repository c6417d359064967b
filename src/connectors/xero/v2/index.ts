import { xeroVersion } from "../shared/version";
import { bill, payment } from "./mapper";

/** Larger pages are fewer requests of the day's allowance for the same records; Xero takes up to a thousand. */
export const v2 = xeroVersion({ size: { pageSize: 250 }, bill, payment });
