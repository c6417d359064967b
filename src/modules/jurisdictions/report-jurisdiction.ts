import { commitPlatform } from "#db/commit";
import { prepare } from "#db/client";
import { newId } from "#lib/ids";
import type { Context } from "../../context";
import { DomainError, type Fault, invalid } from "../../errors";
import { type JurisdictionReport, type Proposal, type ReportRow, toReport } from "./shape";
import { selectJurisdiction } from "./store";

export type ReportInput = {
  kind: JurisdictionReport["kind"];
  jurisdiction_id?: string | undefined;
  facts?: Proposal | undefined;
  note?: string | undefined;
};

/** Reports of a builder that may wait for a decision at once. */
const MOST_OPEN = 20;

const INSERT = `insert into jurisdiction_reports (id, kind, jurisdiction_id, facts, note, builder_id, user_id, status, created_at)
 values (?1, ?2, ?3, ?4, ?5, ?6, ?7, 'open', ?8)`;

const NEEDED = ["name", "state", "kind"] as const;

function faultsOf({ kind, jurisdiction_id: id, facts = {}, note }: ReportInput): Fault[] {
  if (kind === "new_jurisdiction") {
    const missing = NEEDED.filter((name) => facts[name] === undefined);
    return [
      ...missing.map((name) => ({ pointer: `/facts/${name}`, detail: "A new jurisdiction needs this." })),
      ...(id === undefined ? [] : [{ pointer: "/jurisdiction_id", detail: "A new jurisdiction has no id yet." }]),
    ];
  }
  return [
    ...(id === undefined ? [{ pointer: "/jurisdiction_id", detail: "Which jurisdiction is it about?" }] : []),
    ...(note === undefined && Object.keys(facts).length === 0
      ? [{ pointer: "/note", detail: "Say what is wrong, or which facts have changed." }]
      : []),
  ];
}

/**
 * @returns what the registry calls the jurisdiction; null for a new one
 * @throws DomainError invalid_request; already_exists
 */
async function nameIn(
  { platform }: Pick<Context, "platform">,
  { kind, jurisdiction_id: id, facts = {} }: ReportInput,
): Promise<string | null> {
  if (kind !== "new_jurisdiction") {
    const found = id === undefined ? undefined : await selectJurisdiction(platform, id);
    if (!found) throw invalid([{ pointer: "/jurisdiction_id", detail: `There is no jurisdiction with id ${id}.` }]);
    return `${found.name}, ${found.state}`;
  }
  const sql = "select id from jurisdictions where state = ?1 and name_key = ?2 and kind = ?3";
  const key = [facts.state ?? "", (facts.name ?? "").toLowerCase(), facts.kind ?? ""] as const;
  const known = await prepare(platform, sql, ...key).first<{ id: string }>();
  if (!known) return null;
  throw new DomainError("already_exists", "The registry has this jurisdiction already.", {
    errors: [{ pointer: "/facts/name", detail: `It has the id ${known.id}.` }],
  });
}

/**
 * Takes a builder's word of a jurisdiction that is new, or of which the registry is wrong, for platform admins to decide on.
 * @throws DomainError invalid_request; already_exists; invalid_state with too many reports waiting
 */
export async function reportJurisdiction(ctx: Context, input: ReportInput): Promise<JurisdictionReport> {
  const faults = faultsOf(input);
  if (faults.length > 0) throw invalid(faults);
  const name = await nameIn(ctx, input);
  const open = await prepare(
    ctx.platform,
    `select count(*) as n from (select 1 from jurisdiction_reports indexed by jurisdiction_reports_builder
 where builder_id = ?1 and status = 'open' limit ${MOST_OPEN})`,
    ctx.builderId,
  ).first<number>("n");
  if ((open ?? 0) >= MOST_OPEN)
    throw new DomainError("invalid_state", `${MOST_OPEN} reports of this builder wait for a decision already.`);
  const row: ReportRow = {
    id: newId(ctx.now),
    kind: input.kind,
    jurisdiction_id: input.jurisdiction_id ?? null,
    jurisdiction_name: name,
    facts: JSON.stringify(input.facts ?? {}),
    note: input.note ?? null,
    builder_id: ctx.builderId,
    user_id: ctx.actor.type === "user" ? ctx.actor.id : null,
    status: "open",
    decision_note: null,
    created_at: ctx.now,
    decided_at: null,
  };
  const values = [row.id, row.kind, row.jurisdiction_id, row.facts, row.note, row.builder_id, row.user_id] as const;
  return await commitPlatform(ctx, {
    writes: [prepare(ctx.platform, INSERT, ...values, ctx.now)],
    result: toReport(row),
  });
}
