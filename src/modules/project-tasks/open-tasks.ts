import { schedules } from "#models";
import { getRecord, listRecords } from "#modules/records";
import type { Context } from "../../context";

const MOST_SCHEDULES = 20;

/** As on the wire. */
export type Task = { id: string; name: string; kind: string; start_date: string; end_date: string };

/** The tasks of a project's schedules in force that are not done. */
export async function openTasks(ctx: Context, projectId: string): Promise<Task[]> {
  const { data } = await listRecords(ctx, schedules, {
    limit: MOST_SCHEDULES,
    cursor: undefined,
    sort: { field: "created_at", descending: true },
    filters: [
      { field: "project_id", operator: "eq", values: [projectId] },
      { field: "status", operator: "eq", values: ["active"] },
    ],
  });
  const tasks: Task[] = [];
  for (const { id } of data) {
    const { record } = await getRecord(ctx, schedules, id);
    for (const task of record["tasks"] as (Task & { status: string })[]) {
      if (task.status === "completed") continue;
      const { id: taskId, name, kind, start_date, end_date } = task;
      tasks.push({ id: taskId, name, kind, start_date, end_date });
    }
  }
  return tasks;
}
