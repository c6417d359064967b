import type { Rules } from "../rules-type";
import { refuseSurveyed } from "./surveyed";

export const documentRules: Rules = {
  onRemove: async (ctx, before) => ({ writes: await refuseSurveyed(ctx, "document", before) }),
};
