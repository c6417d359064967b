import { z } from "zod";
import { fields, orNull } from "#connectors/sdk";
import type { Contact } from "#models";
import { text, time } from "./values";

/** What else Xero has of an address or a phone goes back as it came. */
const addresses = z
  .array(
    z.looseObject({
      AddressType: text,
      AddressLine1: text,
      City: text,
      Region: text,
      PostalCode: text,
      Country: text,
    }),
  )
  .default([]);
const phones = z
  .array(z.looseObject({ PhoneType: text, PhoneNumber: text, PhoneAreaCode: text, PhoneCountryCode: text }))
  .default([]);

export type Addresses = z.output<typeof addresses>;
export type Phones = z.output<typeof phones>;

const words = (...parts: (string | null | undefined)[]): string | null => parts.filter(Boolean).join(" ") || null;

/** The address of a contact that is read, of several. */
export const addressIn = (all: Addresses) =>
  all.find(({ City: city, AddressLine1: line }) => city !== null || line !== null);

/** The phone that is read. */
export const phoneIn = (all: Phones) => all.find(({ PhoneNumber: number }) => number !== null);

const dialled = phones.transform((all) => {
  const found = phoneIn(all);
  return words(found?.PhoneCountryCode, found?.PhoneAreaCode, found?.PhoneNumber);
});
const inAddress = (part: "AddressLine1" | "City" | "Region" | "PostalCode" | "Country") =>
  ["Addresses", addresses.transform((all) => addressIn(all)?.[part] ?? null)] as const;

export const contact = fields<Contact>({
  name: ["Name", z.string()],
  is_active: ["ContactStatus", text.transform((status) => (status ?? "ACTIVE") === "ACTIVE")],
  is_vendor: ["IsSupplier", orNull(z.boolean())],
  is_customer: ["IsCustomer", orNull(z.boolean())],
  contact_name: ["", z.object({ FirstName: text, LastName: text }).transform((of) => words(of.FirstName, of.LastName))],
  email: ["EmailAddress", text],
  phone: ["Phones", dialled],
  tax_number: ["TaxNumber", text],
  address_line1: inAddress("AddressLine1"),
  city: inAddress("City"),
  state: inAddress("Region"),
  postal_code: inAddress("PostalCode"),
  country: inAddress("Country"),
  updated_at: ["UpdatedDateUTC", time],
});

/** A contact with all that Xero has of its addresses and phones. */
export const wholeContact = fields<{ contact: Contact; addresses: Addresses; phones: Phones }>({
  contact: ["", contact],
  addresses: ["Addresses", addresses],
  phones: ["Phones", phones],
});

export type WholeContact = z.output<typeof wholeContact>;
