import { DomainError } from "../../../errors";
import type { Rules } from "../rules-type";

export const budgetRules: Rules = {
  onChildChange: (budget) => {
    if (budget["status"] === "locked")
      throw new DomainError("invalid_state", "The budget is locked. Set its status to active to change its lines.");
    return {};
  },
};

export const budgetLineRules: Rules = {
  onRemove: (_ctx, { record }) => {
    const moved = ["approved_changes_cents", "committed_cents", "actual_cents"].filter((name) => record[name] !== 0);
    if (moved.length > 0)
      throw new DomainError("invalid_state", `The line carries amounts in ${moved.join(", ")} and cannot be deleted.`);
    return {};
  },
};
