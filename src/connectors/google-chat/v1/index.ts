import { addressChat, defineVersion } from "#connectors/sdk";
import { manifest } from "../manifest";
import { api } from "./client";
import { messageOf } from "./mapper";

export const v1 = defineVersion(manifest, {
  // Writes that Google takes for a space.
  quota: { calls: 60, perSeconds: 60 },
  ...addressChat({
    name: "Google Chat",
    pauseMs: 1000,
    // A request with an id that is known answers with the message that is there.
    repeat: "safe",
    async post(call, text, key) {
      const { name } = await call(api.createMessage, { query: { requestId: key }, body: messageOf(text) });
      return name;
    },
  }),
});
