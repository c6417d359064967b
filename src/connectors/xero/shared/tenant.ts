import { type Call, misconfigured } from "#connectors/sdk";
import { api } from "./client";

/** The organisation that is worked with; null where only one is connected. */
export type Config = { tenant_id: string | null };

/** The header that names the organisation a call is about. @throws CallFailure config when that is not clear */
export async function ofTenant(call: Call, { tenant_id: id }: Config): Promise<Record<string, string>> {
  if (id !== null) return { "xero-tenant-id": id };
  const connections = await call(api.getConnections);
  const [only, ...others] = connections.filter(({ tenantType }) => tenantType === "ORGANISATION");
  if (!only) throw misconfigured("No organisation is connected.");
  if (others.length > 0) throw misconfigured("Several organisations are connected: enter the id of one.");
  return { "xero-tenant-id": only.tenantId };
}
