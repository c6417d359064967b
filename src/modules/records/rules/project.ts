import type { Rules } from "../rules-type";
import { calendarEnded, projectTurns } from "./calendar";
import { refuseSurveyed } from "./surveyed";

export const projectRules: Rules = {
  check: ({ record: { start_date: start, target_end_date: end } }) =>
    typeof start === "string" && typeof end === "string" && end < start
      ? [{ pointer: "/target_end_date", detail: "target_end_date is before start_date." }]
      : [],
  onUpdate: (ctx, before, after) => ({ writes: projectTurns(ctx, before, after) }),
  onRemove: async (ctx, before) => ({
    writes: [...(await refuseSurveyed(ctx, "project", before)), ...calendarEnded(ctx, before.record.id)],
  }),
};
