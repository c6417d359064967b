import { prepare } from "#db/client";
import type { Values } from "#lib/merge-fields";
import { type Contact, fieldSchema, type PushedContact, vendors } from "#models";
import { type AnyRecord, creation, revision, type Stored } from "#modules/records";
import type { Context } from "../../../context";
import { configOf, type Kind } from "../kind";
import type { Link } from "../store";

/** Fields that a vendor and a contact both have. */
const FIELDS = [
  "name",
  "contact_name",
  "email",
  "phone",
  "address_line1",
  "city",
  "state",
  "postal_code",
] as const satisfies readonly (keyof Contact)[];

/** A contact's fields that a vendor may have so; one that does not fit is left out, and so neither taken nor overwritten. */
const valuesOf = (contact: Contact): Values =>
  Object.fromEntries(
    FIELDS.filter((name) => fieldSchema(vendors, name).safeParse(contact[name]).success).map((name) => [
      name,
      contact[name],
    ]),
  );

const BY_NAME = `select id from vendors indexed by vendors_name where builder_id = ?1 and name = ?2 limit 2`;
const BY_EMAIL = `select id from vendors indexed by vendors_email where builder_id = ?1 and email = ?2 and email is not null limit 2`;

/** The only vendor of exactly the same name, or else with exactly the same e-mail address. Of several none is taken. */
async function match(ctx: Context, { remote }: Link): Promise<string | undefined> {
  for (const [sql, value] of [
    [BY_NAME, remote["name"]],
    [BY_EMAIL, remote["email"]],
  ] as const) {
    if (!value) continue;
    const { results } = await prepare(ctx.db, sql, ctx.builderId, value).all<{ id: string }>();
    if (results.length === 1) return results[0]?.id;
  }
  return undefined;
}

const text = ({ record }: Pick<Stored, "record">, name: string) => (record[name] ?? null) as string | null;

const shownOf = (record: AnyRecord): Values => Object.fromEntries(FIELDS.map((name) => [name, text({ record }, name)]));

export const contactVendor: Kind = {
  model: "contact",
  entity: vendors,
  read: (contact: Contact) => ({
    values: { ...valuesOf(contact), ...(contact.is_vendor === true ? { is_vendor: "yes" } : {}) },
    matchKey: contact.name,
    otherKey: contact.email,
    at: Date.parse(contact.updated_at),
    // One that is only ever sold to is no vendor. One that nothing was booked on yet may be.
    mayMatch: contact.is_active && (contact.is_vendor === true || contact.is_customer !== true),
  }),
  shownOf,
  localOf: async (_ctx, { record }) => shownOf(record),
  start: {},
  match,
  create: async (ctx, install, { remote }) => {
    const { is_vendor: isVendor, ...fields } = remote;
    if (configOf(install)["create_vendors"] !== true || isVendor !== "yes" || !fields["name"]) return undefined;
    return await creation(ctx, vendors, fields);
  },
  groups: [FIELDS],
  take: async (ctx, stored, values) => await revision(ctx, vendors, stored, values),
  keysOf: (stored) => ({ matchKey: text(stored, "name"), otherKey: text(stored, "email") }),
  dependents: "bill",
  writing: {
    action: "push_contact",
    input: (_install, link, changes) => ({ contact_id: link.external_id, changes }),
    read: ({ written, contact }: PushedContact) => ({ written, data: contact }),
  },
};
