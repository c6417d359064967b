import { clients, type PermitApplication, permitApplication, permits, projects } from "#models";
import { prepare } from "#db/client";
import { accountOf, findBySlug, type InstallRow, manifestOf } from "#modules/installs";
import { getJurisdiction, type Jurisdiction } from "#modules/jurisdictions";
import { type AnyRecord, findRecord, selectInternal, type Stored } from "#modules/records";
import type { Context } from "../../context";
import { type Fault, validate } from "../../errors";
import { splitStreet } from "./street";

type Forms = PermitApplication["forms"];
type MailAddress = NonNullable<NonNullable<PermitApplication["owner"]>["mail_address"]>;

/** As on the wire: what a form asks for, as far as the project knows it. */
export type FilledApplication = {
  reference: string;
  record_type: string | null;
  name: string;
  description: string;
  address: {
    street_number: string | null;
    street_name: string | null;
    city: string | null;
    state: string | null;
    postal_code: string | null;
  };
  location_id: string | null;
  parcel_number: string | null;
  owner: {
    name: string;
    email: string | null;
    phone: string | null;
    /** In one line. */
    address: string | null;
    mail_address: MailAddress | null;
  } | null;
  contractor: { name: string; license: string | null };
  applicant: { name: string; email: string | null; phone: string | null };
  job_value_cents: number | null;
  forms: Forms;
};

export type Filled = {
  application: FilledApplication;
  /** What an electronic application needs and nobody has entered. `/project/…` is of the project, the rest of the permit. */
  missing: Fault[];
  jurisdiction: Jurisdiction | null;
  /** The install it would be filed with; null with a reason. */
  install: InstallRow | null;
  reason: string | null;
};

const text = (record: AnyRecord | undefined, name: string): string | null => {
  const value = record?.[name];
  return typeof value === "string" && value !== "" ? value : null;
};
const cents = (record: AnyRecord, name: string): number | null => {
  const value = record[name];
  return typeof value === "number" && value > 0 ? value : null;
};

function ownerOf(client: AnyRecord | undefined): FilledApplication["owner"] {
  if (!client) return null;
  const town = [text(client, "state"), text(client, "postal_code")].filter(Boolean).join(" ");
  const parts = [text(client, "address_line1"), text(client, "address_line2"), text(client, "city"), town];
  return {
    name: String(client["name"]),
    email: text(client, "email"),
    phone: text(client, "phone"),
    address: parts.filter(Boolean).join(", ") || null,
    mail_address: mailAddressOf(client),
  };
}

function mailAddressOf(client: AnyRecord): MailAddress | null {
  const line1 = text(client, "address_line1");
  if (line1 === null) return null;
  const [line2, city] = [text(client, "address_line2"), text(client, "city")];
  return { line1, line2, city, state: text(client, "state"), postal_code: text(client, "postal_code") };
}

type Known = { permit: AnyRecord; project: AnyRecord; client: AnyRecord | undefined; builder: string; forms: Forms };

function fill({ permit, project, client, builder, forms }: Known): FilledApplication {
  const street = splitStreet(text(project, "address_line1"));
  return {
    reference: permit.id,
    record_type: text(permit, "record_type"),
    name: String(permit["title"]),
    description: (text(permit, "description") ?? text(project, "description") ?? "").slice(0, 2000),
    address: {
      street_number: street.number,
      street_name: street.name,
      city: text(project, "city"),
      state: text(project, "state"),
      postal_code: text(project, "postal_code"),
    },
    location_id: text(permit, "location_id"),
    parcel_number: text(permit, "parcel_number"),
    owner: ownerOf(client),
    contractor: { name: builder, license: text(permit, "contractor_license") },
    applicant: {
      name: text(permit, "applicant_name") ?? builder,
      email: text(permit, "applicant_email"),
      phone: text(permit, "applicant_phone"),
    },
    job_value_cents: cents(permit, "job_value_cents") ?? cents(project, "contract_amount_cents"),
    forms,
  };
}

/** Where what an application lacks is entered. */
const ENTERED: readonly [of: (filled: FilledApplication) => unknown, pointer: string, detail: string][] = [
  [({ record_type: type }) => type, "/record_type", "The jurisdiction's own id of the kind of permit is needed."],
  [
    ({ address }) => address.street_number ?? address.street_name,
    "/project/address_line1",
    "The project's street address is needed, with its number first.",
  ],
  [({ address }) => address.city, "/project/city", "The project's city is needed."],
  [({ address }) => address.state, "/project/state", "The project's state is needed."],
  [({ address }) => address.postal_code, "/project/postal_code", "The project's ZIP code is needed."],
  [({ description }) => description, "/description", "What is built is needed, of the permit or of the project."],
  [({ job_value_cents: value }) => value, "/job_value_cents", "The value is needed: of the work, or the contract."],
];

export const missingIn = (filled: FilledApplication): Fault[] =>
  ENTERED.filter(([of]) => !of(filled)).map(([, pointer, detail]) => ({ pointer, detail }));

/** As the integration takes it. What it has no place for goes on the form alone. */
export function toSend(filled: FilledApplication): { input: PermitApplication } | { faults: Fault[] } {
  const { owner, contractor, applicant, ...same } = filled;
  const { address: _, ...person } = owner ?? { address: null };
  const sent = { ...same, owner: owner && person, applicant: { ...applicant, company: contractor.name } };
  const checked = validate(permitApplication(), sent, "/application");
  return checked.ok ? { input: checked.value } : { faults: checked.faults };
}

const NOT_ACTIVE: Readonly<Record<string, string>> = {
  pending: "is not connected yet",
  paused: "is paused",
  needs_attention: "waits for you to put something right",
};

const installedOr = (install: InstallRow | undefined): string =>
  install?.status === "active" ? "" : ", if you install it";

/** The builder's install that reaches a jurisdiction, or why there is none. */
export async function installFor(
  ctx: Context,
  jurisdiction: Jurisdiction | null,
): Promise<{ install: InstallRow | null; reason: string | null }> {
  const none = (reason: string) => ({ install: null, reason });
  if (!jurisdiction) return none("The permit names no jurisdiction.");
  const { name, connector, agency_code: agency, api_status: api } = jurisdiction;
  const byHand = `${name} takes no electronic applications from here.`;
  if (connector === null) return none(byHand);
  const [install, manifest] = await Promise.all([findBySlug(ctx, connector), manifestOf(connector)]);
  if (!manifest.actions.includes("submit_permit"))
    return none(
      `${byHand} Once you have entered its number, ${manifest.name} follows its status${installedOr(install)}.`,
    );
  if (api === "unavailable") return none(byHand);
  if (!install || install.status === "uninstalled") return none(`Install ${manifest.name} to file with ${name}.`);
  if (install.status !== "active") return none(`${manifest.name} ${NOT_ACTIVE[install.status] ?? "does not run"}.`);
  const account = accountOf(manifest, JSON.parse(install.config) as Record<string, unknown>);
  if (agency !== null && account !== null && account.toLowerCase() !== agency.toLowerCase())
    return none(`${manifest.name} is installed for ${account}, and ${name} is ${agency}.`);
  return { install, reason: null };
}

/** A permit's application, filled in from its project. */
export async function fillApplication(ctx: Context, { record: permit }: Stored, forms?: Forms): Promise<Filled> {
  const { record: project } = await findRecord(ctx, projects, String(permit["project_id"]));
  const clientId = text(project, "client_id");
  const client = clientId === null ? undefined : (await findRecord(ctx, clients, clientId)).record;
  const kept = forms ?? (JSON.parse((await selectInternal(ctx, permits, permit.id, "forms")) ?? "[]") as Forms);
  const sql = "select name from builders where id = ?1";
  const builder = (await prepare(ctx.platform, sql, ctx.builderId).first<string>("name")) ?? "";
  const application = fill({ permit, project, client, builder, forms: kept });
  const jurisdictionId = text(permit, "jurisdiction_id");
  const jurisdiction = jurisdictionId === null ? null : await getJurisdiction(ctx, jurisdictionId);
  return { application, missing: missingIn(application), jurisdiction, ...(await installFor(ctx, jurisdiction)) };
}
