import { invalid, DomainError, type Fault } from "../../../errors";
import { scheduleTasks, schedules } from "#models";
import type { Context } from "../../../context";
import { recordEvent } from "../events";
import type { Rules } from "../rules-type";
import type { AnyRecord } from "../shape";
import { selectChildren } from "../store";
import { scheduleCancelled, scheduleTurns, taskCancelled } from "./calendar";

export const scheduleRules: Rules = {
  check: ({ children }) =>
    (children["tasks"] ?? []).flatMap((task, index) =>
      predecessorsOf(task).length > 0
        ? [
            {
              pointer: `/tasks/${index}/predecessor_ids`,
              detail: "Tasks created with their schedule have no ids yet; set predecessors afterwards.",
            },
          ]
        : [],
    ),
  onUpdate: (ctx, { record: before }, after) => ({ writes: scheduleTurns(ctx, before, after) }),
  onRemove: (ctx, { record }) => ({ writes: [scheduleCancelled(ctx, record.id)] }),
};

const predecessorsOf = (task: AnyRecord): string[] => task["predecessor_ids"] as string[];

const siblingsOf = async (ctx: Context, task: AnyRecord): Promise<AnyRecord[]> =>
  (await selectChildren(ctx, scheduleTasks, String(task["schedule_id"]))).map(({ record }) => record);

/** A task may wait only for tasks of its own schedule, and never, over any number of steps, for itself. */
export function predecessorFaults(task: AnyRecord, siblings: readonly AnyRecord[]): Fault[] {
  const before = new Map(siblings.map((sibling) => [sibling.id, predecessorsOf(sibling)]));
  before.set(task.id, predecessorsOf(task));
  const faults: Fault[] = [];
  for (const [index, id] of predecessorsOf(task).entries()) {
    const pointer = `/predecessor_ids/${index}`;
    if (!before.has(id)) faults.push({ pointer, detail: `There is no task with id ${id} in this schedule.` });
    else if (waitsFor(id, task.id, before))
      faults.push({ pointer, detail: `The task with id ${id} already waits for this one.` });
  }
  return faults;
}

function waitsFor(from: string, target: string, before: ReadonlyMap<string, readonly string[]>): boolean {
  const seen = new Set<string>();
  const open = [from];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (id === target) return true;
    if (seen.has(id)) continue;
    seen.add(id);
    open.push(...(before.get(id) ?? []));
  }
  return false;
}

async function refuseBadPredecessors(ctx: Context, task: AnyRecord): Promise<void> {
  if (predecessorsOf(task).length === 0) return;
  const faults = predecessorFaults(task, await siblingsOf(ctx, task));
  if (faults.length > 0) throw invalid(faults);
}

export const scheduleTaskRules: Rules = {
  check: ({ record }) =>
    String(record["end_date"]) < String(record["start_date"])
      ? [{ pointer: "/end_date", detail: "end_date is before start_date." }]
      : [],
  onCreate: async (ctx, { record }) => {
    await refuseBadPredecessors(ctx, record);
    return {};
  },
  onUpdate: async (ctx, { record: before }, after) => {
    if (predecessorsOf(before).join() !== predecessorsOf(after).join()) await refuseBadPredecessors(ctx, after);
    if (String(after["end_date"]) <= String(before["end_date"])) return {};
    const delayed = { ...after, updated_at: new Date(ctx.now).toISOString() };
    return { events: [recordEvent(schedules, "task_delayed", delayed, { end_date: before["end_date"] })] };
  },
  onRemove: async (ctx, { record }) => {
    const waiting = (await siblingsOf(ctx, record)).filter((sibling) => predecessorsOf(sibling).includes(record.id));
    if (waiting.length === 0) return { writes: [taskCancelled(ctx, record.id)] };
    throw new DomainError(
      "in_use",
      `It cannot be deleted: ${waiting.length} schedule task${waiting.length === 1 ? "" : "s"} wait for it.`,
      {
        errors: waiting
          .slice(0, 20)
          .map(({ id }) => ({ pointer: "/predecessor_ids", detail: `The task with id ${id} waits for it.` })),
      },
    );
  },
};
