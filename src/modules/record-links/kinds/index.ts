import type { Kind } from "../kind";
import { billInvoice } from "./bill-invoice";
import { billPaymentKind } from "./bill-payment";
import { contactVendor } from "./contact-vendor";

/** Every kind of record that is linked; what others belong to comes before them. */
export const KINDS: readonly Kind[] = [contactVendor, billInvoice, billPaymentKind];

export function kindOf(model: string): Kind {
  const kind = KINDS.find((one) => one.model === model);
  if (!kind) throw new Error(`${model} is not linked`);
  return kind;
}
