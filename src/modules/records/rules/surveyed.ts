import { mustChange } from "#db/commit";
import { prepare, type Write } from "#db/client";
import type { Context } from "../../../context";
import { DomainError } from "../../../errors";
import type { Stored } from "../shape";

const MOST = 100;
/** By what a survey refers to a record, and the table of such records. */
const REFERENCES = { document: ["document_id", "documents"], project: ["project_id", "projects"] } as const;

/**
 * What is deleted must have no surveys: what was read of a lot does not vanish with a file. A survey that is imported at the
 * same moment is a lost race.
 * @throws DomainError in_use, which says how many there are
 */
export async function refuseSurveyed(
  ctx: Context,
  kind: keyof typeof REFERENCES,
  { record: { id } }: Stored,
): Promise<Write[]> {
  const [column, table] = REFERENCES[kind];
  const surveys = `select 1 from surveys where builder_id = ?1 and ${column} = ?2`;
  const counted = prepare(ctx.db, `select count(*) as count from (${surveys} limit ${MOST})`, ctx.builderId, id);
  const count = (await counted.first<{ count: number }>())?.count ?? 0;
  if (count > 0) {
    const said = `${count === MOST ? `${MOST} or more` : count} ${count === 1 ? "survey" : "surveys"} refer to it`;
    throw new DomainError("in_use", `It cannot be deleted: ${said}. Delete them first.`, {
      errors: [{ pointer: `/${column}`, detail: `${said} by ${column}.` }],
    });
  }
  const still = `update ${table} set version = version where builder_id = ?1 and id = ?2 and not exists (${surveys})`;
  return mustChange(ctx.db, prepare(ctx.db, still, ctx.builderId, id));
}
