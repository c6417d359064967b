import { addressChat, defineVersion } from "#connectors/sdk";
import { manifest } from "../manifest";
import { api } from "./client";
import { cardOf } from "./mapper";

export const v1 = defineVersion(manifest, {
  // Four requests a second are taken, Microsoft says.
  quota: { calls: 60, perSeconds: 60 },
  ...addressChat({
    name: "Microsoft Teams",
    pauseMs: 1000,
    repeat: "anyway",
    async post(call, text) {
      await call(api.startWorkflow, { body: cardOf(text) });
      return null;
    },
  }),
});
