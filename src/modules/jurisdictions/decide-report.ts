import { commitPlatform, isConstraintFailure, mustChange } from "#db/commit";
import { prepare, type Write } from "#db/client";
import { type Page, page } from "#db/page";
import { newId } from "#lib/ids";
import { choice, type Listable, type ListQuery, time } from "#models";
import { audit } from "#modules/audit";
import { manifestOf } from "#modules/installs";
import { notifyUser } from "#modules/notifications";
import type { UserContext } from "../../context";
import { DomainError, invalid, notFound } from "../../errors";
import {
  type FactChanges,
  type Facts,
  type JurisdictionReport,
  REPORT_COLUMNS,
  REPORT_KINDS,
  REPORT_STATUSES,
  type ReportRow,
  toJurisdiction,
  toReport,
} from "./shape";
import { selectJurisdiction } from "./store";

export const reportList: Listable = {
  fields: {
    status: choice({
      description: "How it stands.",
      example: "open",
      values: REPORT_STATUSES,
      required: true,
      filter: true,
    }),
    kind: choice({
      description: "What it says.",
      example: "api_down",
      values: REPORT_KINDS,
      required: true,
      filter: true,
    }),
    created_at: time({
      description: "When it was made.",
      example: "2026-11-24T08:00:00.000Z",
      required: true,
      filter: true,
      sort: true,
    }),
  },
  defaultSort: "-created_at",
};

/** Reports of all builders, for platform admins. */
export async function listReports(ctx: UserContext, query: ListQuery): Promise<Page<JurisdictionReport>> {
  const source = {
    table: "jurisdiction_reports",
    columns: REPORT_COLUMNS,
    fixed: { "'reports'": "reports" },
    idColumn: "id",
    indexes: { status: "jurisdiction_reports_status" },
  };
  const { data, nextCursor } = await page(ctx, ctx.platform, source, query);
  return { data: data.map((row) => toReport(row as ReportRow)), nextCursor };
}

const DECIDE = `update jurisdiction_reports set status = ?2, decision_note = ?3, decided_by = ?4, decided_at = ?5, jurisdiction_id = ?6
 where id = ?1 and status = 'open'`;

async function findOpen(ctx: UserContext, id: string): Promise<ReportRow> {
  const sql = `select ${REPORT_COLUMNS} from jurisdiction_reports where id = ?1`;
  const row = await prepare(ctx.platform, sql, id).first<ReportRow>();
  if (!row) throw notFound("report");
  if (row.status !== "open") throw new DomainError("invalid_state", `The report is ${row.status} already.`);
  return row;
}

/** Who made the report; of one that a key made, the builder's owners. */
async function reportersOf(ctx: UserContext, { user_id: userId, builder_id: builderId }: ReportRow): Promise<string[]> {
  if (userId !== null) return [userId];
  const sql = "select user_id from memberships where builder_id = ?1 and role = 'owner' order by id limit 20";
  const { results } = await prepare(ctx.platform, sql, builderId).all<{ user_id: string }>();
  return results.map((row) => row.user_id);
}

type Decision = { status: "approved" | "rejected"; note: string | null; name: string; jurisdictionId: string | null };

async function decision(ctx: UserContext, row: ReportRow, decided: Decision): Promise<Write[]> {
  const { status, note, name, jurisdictionId } = decided;
  const title = `Your report of ${name} was ${status === "approved" ? "taken up" : "not taken up"}`;
  const body = note ?? "The registry of jurisdictions has it now.";
  const users = await reportersOf(ctx, row);
  return [
    ...mustChange(
      ctx.platform,
      prepare(ctx.platform, DECIDE, row.id, status, note, ctx.user.id, ctx.now, jurisdictionId),
    ),
    audit(ctx, {
      action: `jurisdiction_report.${status}`,
      subject: ["jurisdiction_report", row.id],
      detail: { builder_id: row.builder_id, kind: row.kind, jurisdiction_id: jurisdictionId, note },
    }),
    ...users.map((userId) => notifyUser(ctx, userId, { kind: "jurisdiction_report", title, body, objectId: row.id })),
  ];
}

const decided = (ctx: UserContext, row: ReportRow, { status, note, jurisdictionId }: Decision): JurisdictionReport =>
  toReport({ ...row, status, decision_note: note, jurisdiction_id: jurisdictionId, decided_at: ctx.now });

const nameIn = ({ facts }: ReportRow): string => (JSON.parse(facts) as Partial<Facts>).name ?? "a jurisdiction";

/** @throws DomainError not_found; invalid_state when it was decided on already */
export async function rejectReport(ctx: UserContext, id: string, note: string): Promise<JurisdictionReport> {
  const row = await findOpen(ctx, id);
  const known = row.jurisdiction_id === null ? undefined : await selectJurisdiction(ctx.platform, row.jurisdiction_id);
  const name = known?.name ?? nameIn(row);
  const made: Decision = { status: "rejected", note, name, jurisdictionId: row.jurisdiction_id };
  return await commitPlatform(ctx, { writes: await decision(ctx, row, made), result: decided(ctx, row, made) });
}

const UNKNOWN: Omit<Facts, "name" | "state" | "kind"> = {
  county: null,
  county_geoid: null,
  platform: "none",
  connector: null,
  agency_code: null,
  portal_url: null,
  permit_types: [],
  api_status: "unverified",
  email_domains: [],
  source_url: null,
};

const PUT = `insert into jurisdictions (id, name, name_key, state, county, county_geoid, kind, platform, connector, agency_code, portal_url,
 permit_types, api_status, email_domains, source_url, verified_at, version, created_at, updated_at)
 values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, 1, ?16, ?16)
 on conflict (id) do update set name = excluded.name, name_key = excluded.name_key, state = excluded.state, county = excluded.county,
 county_geoid = excluded.county_geoid, kind = excluded.kind, platform = excluded.platform, connector = excluded.connector,
 agency_code = excluded.agency_code, portal_url = excluded.portal_url, permit_types = excluded.permit_types,
 api_status = excluded.api_status, email_domains = excluded.email_domains, source_url = excluded.source_url,
 verified_at = excluded.verified_at, version = jurisdictions.version + 1, updated_at = excluded.updated_at`;

function put(ctx: UserContext, id: string, facts: Facts): Write {
  const { name, state, county, county_geoid: geoid, kind, platform, connector, agency_code: agency } = facts;
  const lists = [JSON.stringify(facts.permit_types), facts.api_status, JSON.stringify(facts.email_domains)] as const;
  const place = [id, name, name.toLowerCase(), state, county, geoid, kind, platform, connector, agency] as const;
  return prepare(ctx.platform, PUT, ...place, facts.portal_url, ...lists, facts.source_url, ctx.now);
}

async function refuseUnknown({ connector }: Facts): Promise<void> {
  if (connector === null) return;
  const fault = {
    pointer: "/facts/connector",
    detail: `${connector} is no integration that files or follows permits.`,
  };
  const manifest = await manifestOf(connector).catch((error: unknown) => {
    if (error instanceof DomainError) throw invalid([fault]);
    throw error;
  });
  if (!manifest.actions.includes("submit_permit") && !manifest.syncs.some(({ name }) => name === "permits"))
    throw invalid([fault]);
}

/**
 * Takes a report up: its facts, with those the admin adds or puts right, are the registry's from now on.
 * @throws DomainError not_found; invalid_state; invalid_request; already_exists
 */
export async function approveReport(
  ctx: UserContext,
  id: string,
  { facts: added = {}, note = null }: { facts?: FactChanges | undefined; note?: string | null | undefined },
): Promise<JurisdictionReport> {
  const row = await findOpen(ctx, id);
  const known = row.jurisdiction_id === null ? undefined : await selectJurisdiction(ctx.platform, row.jurisdiction_id);
  if (row.jurisdiction_id !== null && !known) throw notFound("jurisdiction");
  const before: Partial<Facts> = known ? toJurisdiction(known) : UNKNOWN;
  const facts = { ...before, ...(JSON.parse(row.facts) as Partial<Facts>), ...added } as Facts;
  await refuseUnknown(facts);
  const jurisdictionId = known?.id ?? newId(ctx.now);
  const made: Decision = { status: "approved", note, name: facts.name, jurisdictionId };
  try {
    return await commitPlatform(ctx, {
      writes: [...(await decision(ctx, row, made)), put(ctx, jurisdictionId, facts)],
      result: decided(ctx, row, made),
    });
  } catch (error) {
    if (!isConstraintFailure(error)) throw error;
    throw new DomainError("already_exists", "The registry has a jurisdiction of this name, state and kind already.");
  }
}
