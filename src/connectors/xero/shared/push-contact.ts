import { type Action, writeChanges } from "#connectors/sdk";
import type { ContactToPush } from "#models";
import { api } from "./client";
import { addressIn, phoneIn, type WholeContact } from "./contact";
import { type Config, inTenant } from "./tenant";

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
function phonesOf({ phones: all }: WholeContact, number: string) {
  const found = phoneIn(all) ?? all.find(({ PhoneType: type }) => type === "DEFAULT");
  const changed = { PhoneNumber: number, PhoneAreaCode: "", PhoneCountryCode: "" };
  return withChanged(all, found, { PhoneType: "DEFAULT", ...found, ...changed });
}

/** Our names of the parts of an address, and Xero's. */
const ADDRESS = { address_line1: "AddressLine1", city: "City", state: "Region", postal_code: "PostalCode" } as const;
const isOfAddress = (field: string): field is keyof typeof ADDRESS => Object.hasOwn(ADDRESS, field);

/** All addresses, the one that is read changed. */
function addressesOf({ addresses: all }: WholeContact, wanted: Wanted) {
  const found = addressIn(all) ?? all.find(({ AddressType: type }) => type === "STREET");
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

const toXero = (id: string, before: WholeContact, wanted: Wanted) => ({
  ContactID: id,
  ...("name" in wanted ? { Name: wanted.name ?? "" } : {}),
  ...("contact_name" in wanted ? personOf(wanted.contact_name ?? "") : {}),
  ...("email" in wanted ? { EmailAddress: wanted.email ?? "" } : {}),
  ...("phone" in wanted ? { Phones: emptied(phonesOf(before, wanted.phone ?? "")) } : {}),
  ...(Object.keys(wanted).some(isOfAddress) ? { Addresses: emptied(addressesOf(before, wanted)) } : {}),
});

export const pushContact: Action<Config, "push_contact"> = {
  repeat: "safe",
  async run(run) {
    const { contact_id: id, changes } = run.input;
    const ask = await inTenant(run);
    const { after, written } = await writeChanges(changes, {
      read: () => ask(api.getContact, { path: { id } }),
      fieldsOf: ({ contact }) => contact,
      write: (found, due) => {
        const wanted = changes.filter(({ field }) => due.has(field)).map(({ field, to }) => [field, to]);
        const body = { Contacts: [toXero(id, found, Object.fromEntries(wanted) as Wanted)] };
        return ask(api.updateContact, { path: { id }, body });
      },
    });
    return { contact_id: id, written, contact: after.contact };
  },
};
