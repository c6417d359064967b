import type { Rules } from "../rules-type";

export const projectRules: Rules = {
  check: ({ record: { start_date: start, target_end_date: end } }) =>
    typeof start === "string" && typeof end === "string" && end < start
      ? [{ pointer: "/target_end_date", detail: "target_end_date is before start_date." }]
      : [],
};
