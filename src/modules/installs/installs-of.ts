import { and, eq, inArray } from "drizzle-orm";
import type { Db } from "#db/client";
import { installs } from "#db/schema/tenant/integrations";
import type { InstallRow } from "./store";

/** A builder has one install of an integration, so they are few. */
const MOST = 500;

/** A builder's installs, but for those that are not connected yet or any more. */
export const installsOf = async (db: Db, builderId: string): Promise<InstallRow[]> =>
  await db
    .select()
    .from(installs)
    .where(and(eq(installs.builder_id, builderId), inArray(installs.status, ["active", "paused", "needs_attention"])))
    .limit(MOST);
