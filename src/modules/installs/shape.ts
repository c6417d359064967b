import type { Manifest } from "#connectors/sdk";
import type { InstallRow, SyncRow } from "./store";

export type InstallStatus = "pending" | "active" | "paused" | "needs_attention" | "uninstalled";

/** As on the wire. */
export type Install = {
  id: string;
  slug: string;
  version: string;
  /** The version before the last upgrade, which can be taken back. */
  previous_version: string | null;
  status: InstallStatus;
  status_reason: string | null;
  config: Record<string, unknown>;
  permissions: string[];
  syncs: { name: string; every_minutes: number; next_run_at: string | null; last_success_at: string | null }[];
  /** Where the upstream sends its webhooks, for integrations that have them. */
  webhook_path: string | null;
  /** Where its user goes to connect it, while it is not connected. */
  connect_path: string | null;
  /** Where the token is got that opens the other side's own window, for integrations that are connected so. */
  link_path: string | null;
  bad_signatures: number;
  installed_at: string | null;
  first_synced_at: string | null;
  created_at: string;
  updated_at: string;
};

const at = (value: number | null): string | null => (value === null ? null : new Date(value).toISOString());

export const toInstall = (
  row: InstallRow,
  { auth }: Pick<Manifest, "auth">,
  syncs: readonly SyncRow[],
  webhookPath: string | null,
): Install => ({
  id: row.id,
  slug: row.slug,
  version: row.connector_version,
  previous_version: row.previous_version,
  status: row.status as InstallStatus,
  status_reason: row.status_reason,
  config: JSON.parse(row.config) as Record<string, unknown>,
  permissions: JSON.parse(row.permissions) as string[],
  syncs: syncs.map((sync) => ({
    name: sync.sync,
    every_minutes: sync.every_minutes,
    next_run_at: at(sync.next_due_at),
    last_success_at: at(sync.last_success_at),
  })),
  webhook_path: webhookPath,
  connect_path: row.status === "pending" && auth.type !== "link" ? `/api/v1/installs/${row.id}/connect` : null,
  link_path: row.status !== "uninstalled" && auth.type === "link" ? `/api/v1/installs/${row.id}/link` : null,
  bad_signatures: row.bad_signatures,
  installed_at: at(row.installed_at),
  first_synced_at: at(row.first_synced_at),
  created_at: new Date(row.created_at).toISOString(),
  updated_at: new Date(row.updated_at).toISOString(),
});
