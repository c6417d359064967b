import type { Connector, Manifest } from "./sdk";

/** A connector as the product finds it. Nothing of it is loaded before it is needed. */
export type Registered = {
  /** Plain data: its listing, its install form, its schedule. */
  manifest: () => Promise<Manifest>;
  /** Its code, by version. */
  code: () => Promise<Connector>;
};

/** Every connector, by its slug. */
export const connectors: Record<string, Registered> = {
  "accela-permits": {
    manifest: async () => (await import("./accela-permits/manifest")).manifest,
    code: async () => (await import("./accela-permits")).connector,
  },
  "noaa-weather": {
    manifest: async () => (await import("./noaa-weather/manifest")).manifest,
    code: async () => (await import("./noaa-weather")).connector,
  },
  "opengov-permits": {
    manifest: async () => (await import("./opengov-permits/manifest")).manifest,
    code: async () => (await import("./opengov-permits")).connector,
  },
  "oregon-contractor-licenses": {
    manifest: async () => (await import("./oregon-contractor-licenses/manifest")).manifest,
    code: async () => (await import("./oregon-contractor-licenses")).connector,
  },
  "washington-contractor-licenses": {
    manifest: async () => (await import("./washington-contractor-licenses/manifest")).manifest,
    code: async () => (await import("./washington-contractor-licenses")).connector,
  },
  xero: {
    manifest: async () => (await import("./xero/manifest")).manifest,
    code: async () => (await import("./xero")).connector,
  },
};
