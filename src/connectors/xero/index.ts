import { defineConnector } from "#connectors/sdk";

export const connector = defineConnector({
  versions: {
    v1: {
      load: async () => (await import("./v1")).v1,
      recordings: async () => (await import("./v1/recordings")).recordings,
    },
    v2: {
      load: async () => (await import("./v2")).v2,
      recordings: async () => (await import("./v2/recordings")).recordings,
    },
  },
});
