import { defineConnector } from "#connectors/sdk";

export const connector = defineConnector({
  versions: {
    v1: {
      load: async () => (await import("./v1")).v1,
      recordings: async () => (await import("./v1/recordings")).recordings,
    },
  },
});
