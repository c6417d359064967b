import { z } from "zod";
import { readWebhook, signedByHmac, type Webhook } from "#connectors/sdk";
import type { SyncName } from "#models";
import type { Config } from "./tenant";

/** A payment changes the invoice it pays, and has no event of its own. */
const SYNCS: Readonly<Record<string, readonly SyncName[]>> = {
  CONTACT: ["contacts"],
  INVOICE: ["bills", "bill_payments"],
};

const body = z.object({
  events: z.array(
    z.object({
      resourceId: z.string(),
      tenantId: z.string(),
      eventCategory: z.string(),
      eventType: z.string(),
      eventDateUtc: z.string(),
    }),
  ),
});

/** Before it sends events, Xero tries signed and wrongly signed requests without any: 200 and 401 are right. */
export const webhook: Webhook<Config> = {
  verify: signedByHmac("x-xero-signature"),
  parse: (incoming, { config }) =>
    readWebhook("Xero", body, incoming)
      .events.filter(({ tenantId }) => config.tenant_id === null || tenantId === config.tenant_id)
      .flatMap(({ resourceId, eventCategory, eventType, eventDateUtc }) => {
        const syncs = SYNCS[eventCategory];
        return syncs ? [{ id: `${resourceId} ${eventType} ${eventDateUtc}`, syncs }] : [];
      }),
};
