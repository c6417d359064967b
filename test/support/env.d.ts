import type { Bindings } from "../../src/bindings";

declare global {
  namespace Cloudflare {
    interface Env extends Bindings {
      PLATFORM_MIGRATIONS: import("cloudflare:test").D1Migration[];
      TENANT_MIGRATIONS: import("cloudflare:test").D1Migration[];
    }
  }
}
