import { type Call, misconfigured } from "#connectors/sdk";
import { api } from "./client";

/** The organisation that is worked with; null where only one is connected. */
export type Config = { tenant_id: string | null };

/** @throws CallFailure config when it is not clear which one it is */
async function tenantOf(call: Call): Promise<string> {
  const connections = await call(api.getConnections);
  const [only, ...others] = connections.filter(({ tenantType }) => tenantType === "ORGANISATION");
  if (!only) throw misconfigured("No organisation is connected.");
  if (others.length > 0) throw misconfigured("Several organisations are connected: enter the id of one.", "tenant_id");
  return only.tenantId;
}

/** Calls about the organisation that is worked with. @param run its `key` goes along with what is written */
export async function inTenant({ call, config, key }: { call: Call; config: Config; key?: string }): Promise<Call> {
  const tenant = { "xero-tenant-id": config.tenant_id ?? (await tenantOf(call)) };
  return (endpoint, input) => {
    const once = endpoint.method === "GET" || key === undefined ? {} : { "idempotency-key": key };
    return call(endpoint, { ...input, headers: { ...tenant, ...once, ...input?.headers } });
  };
}
