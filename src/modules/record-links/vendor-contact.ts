import { type Contact, fieldSchema, vendors } from "#models";
import type { Values } from "#lib/merge-fields";
import type { AnyRecord } from "#modules/records";

/** Fields that a vendor and a contact both have. */
export const FIELDS = [
  "name",
  "contact_name",
  "email",
  "phone",
  "address_line1",
  "city",
  "state",
  "postal_code",
] as const satisfies readonly (keyof Contact)[];

export const ofVendor = (vendor: AnyRecord): Values =>
  Object.fromEntries(FIELDS.map((name) => [name, (vendor[name] ?? null) as string | null]));

/** A contact's fields that a vendor may have so; one that does not fit is left out, and so neither taken nor overwritten. */
export const ofContact = (contact: Contact): Values =>
  Object.fromEntries(
    FIELDS.filter((name) => fieldSchema(vendors, name).safeParse(contact[name]).success).map((name) => [
      name,
      contact[name],
    ]),
  );

/** A ledger's contact that is only ever sold to is no vendor. One that nothing was booked on yet may be. */
export const mayBeVendor = ({ is_active: isActive, is_vendor: isVendor, is_customer: isCustomer }: Contact): boolean =>
  isActive && (isVendor === true || isCustomer !== true);
