import { xeroVersion } from "../shared/version";
import { invoice, payment } from "./client";
import { toBill, toPayment } from "./mapper";

export const v1 = xeroVersion({ invoice, payment, toBill, toPayment });
