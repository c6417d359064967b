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
  "county-gis": {
    manifest: async () => (await import("./county-gis/manifest")).manifest,
    code: async () => (await import("./county-gis")).connector,
  },
  "fema-flood-maps": {
    manifest: async () => (await import("./fema-flood-maps/manifest")).manifest,
    code: async () => (await import("./fema-flood-maps")).connector,
  },
  ical: {
    manifest: async () => (await import("./ical/manifest")).manifest,
    code: async () => (await import("./ical")).connector,
  },
  "noaa-tides": {
    manifest: async () => (await import("./noaa-tides/manifest")).manifest,
    code: async () => (await import("./noaa-tides")).connector,
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
  plaid: {
    manifest: async () => (await import("./plaid/manifest")).manifest,
    code: async () => (await import("./plaid")).connector,
  },
  slack: {
    manifest: async () => (await import("./slack/manifest")).manifest,
    code: async () => (await import("./slack")).connector,
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
