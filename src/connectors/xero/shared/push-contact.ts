import { type Action, writeChanges } from "#connectors/sdk";
import type { ContactToPush } from "#models";
import { api } from "./client";
import { addressIn, phoneIn, toContact, type XeroContact } from "./contact";
import { type Config, ofTenant } from "./tenant";

type Wanted = Partial<Record<ContactToPush["changes"][number]["field"], string | null>>;

/** Xero keeps a person's name in two parts, and shows them one after the other. */
function personOf(name: string) {
  const parts = name.split(" ");
  const last = parts.length > 1 ? (parts.pop() ?? "") : "";
  return { FirstName: parts.join(" "), LastName: last };
}

/** All of them, the one that is found changed, or with a new one. */
const withChanged = <T extends object>(all: readonly T[], found: T | undefined, changed: object): object[] =>
  found ? all.map((one) => (one === found ? { ...found, ...changed } : one)) : [...all, changed];

/** All phones, the one that is read changed; the whole number stands in it, as it is dialled. */
function phonesOf(contact: XeroContact, number: string) {
  const { Phones: all } = contact;
  const found = phoneIn(contact) ?? all.find(({ PhoneType: type }) => type === "DEFAULT");
  const changed = { PhoneNumber: number, PhoneAreaCode: "", PhoneCountryCode: "" };
  return withChanged(all, found, { PhoneType: "DEFAULT", ...found, ...changed });
}

/** Our names of the parts of an address, and Xero's. */
const ADDRESS = { address_line1: "AddressLine1", city: "City", state: "Region", postal_code: "PostalCode" } as const;
const isOfAddress = (field: string): field is keyof typeof ADDRESS => Object.hasOwn(ADDRESS, field);

/** All addresses, the one that is read changed. */
function addressesOf(contact: XeroContact, wanted: Wanted) {
  const { Addresses: all } = contact;
  const found = addressIn(contact) ?? all.find(({ AddressType: type }) => type === "STREET");
  const changed = Object.keys(wanted)
    .filter(isOfAddress)
    .map((field) => [ADDRESS[field], wanted[field]]);
  return withChanged(all, found, { AddressType: "STREET", ...found, ...Object.fromEntries(changed) });
}

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
  ...(Object.keys(wanted).some(isOfAddress) ? { Addresses: emptied(addressesOf(before, wanted)) } : {}),
});

export const pushContact: Action<Config, "push_contact"> = {
  repeat: "safe",
  async run({ call, config, input: { contact_id: id, changes }, key }) {
    const headers = await ofTenant(call, config);
    const { after, written } = await writeChanges(changes, {
      read: async () => (await call(api.getContact, { headers, path: { id } })).Contacts[0],
      fieldsOf: toContact,
      write: async (found, due) => {
        const wanted = changes.filter(({ field }) => due.has(field)).map(({ field, to }) => [field, to]);
        const body = { Contacts: [toXero(found, Object.fromEntries(wanted) as Wanted)] };
        const sent = { headers: { ...headers, "idempotency-key": key }, path: { id }, body };
        return (await call(api.updateContact, sent)).Contacts[0];
      },
    });
    return { contact_id: id, written, contact: toContact(after) };
  },
};
