import { z } from "zod";
import { type Action, endpoint } from "#connectors/sdk";
import type { ContactToPush } from "#models";
import { contact as known, text } from "../v1/client";
import { toContact } from "../v1/mapper";
import { judge, judgeWrite, ofTenant } from "./api";

type Config = { tenant_id: string | null };

/** What else Xero has of an address or a phone goes back as it came. */
const address = z.looseObject({
  AddressType: text,
  AddressLine1: text,
  City: text,
  Region: text,
  PostalCode: text,
  Country: text,
});
const phone = z.looseObject({ PhoneType: text, PhoneNumber: text, PhoneAreaCode: text, PhoneCountryCode: text });
const contact = known.extend({ Addresses: z.array(address).default([]), Phones: z.array(phone).default([]) });
const response = z.object({ Contacts: z.tuple([contact]) });
type XeroContact = z.output<typeof contact>;

const path = "/api.xro/2.0/Contacts/{id}";
const getContact = endpoint({ name: "getContact", method: "GET", path, response, judge });
/** Changes what is named and leaves the rest. */
const updateContact = endpoint({
  name: "updateContact",
  method: "POST",
  path,
  repeatable: true,
  response,
  judge: judgeWrite,
});

type Wanted = Partial<Record<ContactToPush["changes"][number]["field"], string | null>>;

/** Xero keeps a person's name in two parts, and shows them one after the other. */
function personOf(name: string) {
  const parts = name.split(" ");
  const last = parts.length > 1 ? (parts.pop() ?? "") : "";
  return { FirstName: parts.join(" "), LastName: last };
}

/** All phones, the one that is read changed; the whole number stands in it, as it is dialled. */
function phonesOf({ Phones: all }: XeroContact, number: string) {
  const found =
    all.find(({ PhoneNumber: one }) => one !== null) ?? all.find(({ PhoneType: type }) => type === "DEFAULT");
  const changed = { PhoneType: "DEFAULT", ...found, PhoneNumber: number, PhoneAreaCode: "", PhoneCountryCode: "" };
  return found ? all.map((one) => (one === found ? changed : one)) : [...all, changed];
}

/** All addresses, the one that is read changed. */
function addressesOf({ Addresses: all }: XeroContact, wanted: Wanted) {
  const found =
    all.find(({ City: city, AddressLine1: line }) => city !== null || line !== null) ??
    all.find(({ AddressType: type }) => type === "STREET");
  const changed = {
    AddressType: "STREET",
    ...found,
    ...("address_line1" in wanted ? { AddressLine1: wanted.address_line1 } : {}),
    ...("city" in wanted ? { City: wanted.city } : {}),
    ...("state" in wanted ? { Region: wanted.state } : {}),
    ...("postal_code" in wanted ? { PostalCode: wanted.postal_code } : {}),
  };
  return found ? all.map((one) => (one === found ? changed : one)) : [...all, changed];
}

const ADDRESS = ["address_line1", "city", "state", "postal_code"] as const;
/** Xero empties a text that is sent empty; what it is not sent, it keeps. */
const emptied = (parts: readonly object[]) =>
  parts.map((part) =>
    Object.fromEntries(Object.entries(part).map(([name, value]) => [name, (value as unknown) ?? ""])),
  );

const toXero = (before: XeroContact, wanted: Wanted) => ({
  ContactID: before.ContactID,
  ...("name" in wanted ? { Name: wanted.name ?? "" } : {}),
  ...("contact_name" in wanted ? personOf(wanted.contact_name ?? "") : {}),
  ...("email" in wanted ? { EmailAddress: wanted.email ?? "" } : {}),
  ...("phone" in wanted ? { Phones: emptied(phonesOf(before, wanted.phone ?? "")) } : {}),
  ...(ADDRESS.some((name) => name in wanted) ? { Addresses: emptied(addressesOf(before, wanted)) } : {}),
});

/** The contact is read first: what has been changed there meanwhile is left, and what is there already is not sent again. */
export const pushContact: Action<Config, "push_contact"> = {
  repeat: "safe",
  async run({ call, config, input, key }) {
    const headers = await ofTenant(call, config);
    const where = { id: input.contact_id };
    const [before] = (await call(getContact, { headers, path: where })).Contacts;
    const was = toContact(before);
    const due = input.changes.filter(({ field, from, to }) => was[field] === from && from !== to);
    let after = before;
    if (due.length > 0) {
      const body = { Contacts: [toXero(before, Object.fromEntries(due.map(({ field, to }) => [field, to])))] };
      const sent = { headers: { ...headers, "idempotency-key": key }, path: where, body };
      [after] = (await call(updateContact, sent)).Contacts;
    }
    const contact = toContact(after);
    const written = input.changes.filter(({ field, to }) => contact[field] === to).map(({ field }) => field);
    return { contact_id: input.contact_id, written, contact };
  },
};
