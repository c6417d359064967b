import { projects } from "#models";
import { selectSome } from "#modules/records";
import type { Context } from "../../context";
import type { Project } from "./remind";

/** What is to be told of projects, each with its project; what is of one that is gone is told to nobody. */
export async function withProject<T>(
  ctx: Context,
  tellings: readonly T[],
  idOf: (telling: T) => string,
): Promise<(T & { project: Project })[]> {
  if (tellings.length === 0) return [];
  const found = await selectSome(ctx, projects, [...new Set(tellings.map(idOf))]);
  return tellings.flatMap((telling) => {
    const known = found.get(idOf(telling));
    return known ? [{ ...telling, project: { id: known.id, name: String(known["name"]) } }] : [];
  });
}
