import { z } from "zod";
import type { Contact } from "#models";
import { isoOf } from "./values";

/** Xero leaves out what it does not know, or sends it empty. */
export const text = z
  .string()
  .nullish()
  .transform((value) => value || null);

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

export const contact = z.object({
  ContactID: z.string(),
  ContactStatus: text,
  Name: z.string(),
  FirstName: text,
  LastName: text,
  EmailAddress: text,
  TaxNumber: text,
  IsSupplier: z.boolean().nullish(),
  IsCustomer: z.boolean().nullish(),
  Addresses: z.array(address).default([]),
  Phones: z.array(phone).default([]),
  UpdatedDateUTC: z.string(),
});

export type XeroContact = z.output<typeof contact>;

const words = (...parts: (string | null | undefined)[]): string | null => parts.filter(Boolean).join(" ") || null;

/** The address of a contact that is read, of several. */
export const addressIn = ({ Addresses: all }: XeroContact) =>
  all.find(({ City: city, AddressLine1: line }) => city !== null || line !== null);

/** The phone that is read. */
export const phoneIn = ({ Phones: all }: XeroContact) => all.find(({ PhoneNumber: number }) => number !== null);

function phoneOf(contact: XeroContact): string | null {
  const found = phoneIn(contact);
  return words(found?.PhoneCountryCode, found?.PhoneAreaCode, found?.PhoneNumber);
}

function addressOf(contact: XeroContact) {
  const found = addressIn(contact);
  return {
    address_line1: found?.AddressLine1 ?? null,
    city: found?.City ?? null,
    state: found?.Region ?? null,
    postal_code: found?.PostalCode ?? null,
    country: found?.Country ?? null,
  };
}

export const toContact = (contact: XeroContact): Contact => ({
  name: contact.Name,
  is_active: (contact.ContactStatus ?? "ACTIVE") === "ACTIVE",
  is_vendor: contact.IsSupplier ?? null,
  is_customer: contact.IsCustomer ?? null,
  contact_name: words(contact.FirstName, contact.LastName),
  email: contact.EmailAddress,
  phone: phoneOf(contact),
  tax_number: contact.TaxNumber,
  ...addressOf(contact),
  updated_at: isoOf(contact.UpdatedDateUTC),
});
