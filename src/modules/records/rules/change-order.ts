import type { Rules } from "../rules-type";
import { refuseFrozen, refuseState } from "./state";

const FREE_AFTER_DRAFT = new Set(["external_reference"]);

export const changeOrderRules: Rules = {
  onUpdate: (_ctx, { record: before }, after) => {
    refuseFrozen("change order", before, after, FREE_AFTER_DRAFT);
    return {};
  },
  onRemove: (_ctx, { record }) => {
    refuseState("change order", record, ["draft", "rejected"], "deleted");
    return {};
  },
};
