import { env } from "cloudflare:test";
import { afterEach, beforeEach, expect, test } from "vitest";
import { runAction } from "#modules/actions";
import { permitOutcomes } from "#modules/permits";
import { eventually, newClient } from "../support/harness";
import { installPermits, newJurisdiction, newSite, registerPermits } from "../support/permits";
import { jobContext, json, type Sent, Upstream } from "../support/upstream";

type Permit = { id: string; status: string; submission_error: string | null; request_id: string };
type Notices = { data: { kind: string }[] };

let upstream: Upstream;
let isAway: boolean;
let filed: number;
beforeEach(() => {
  [isAway, filed] = [true, 0];
  upstream = new Upstream(({ url, method }: Sent) => {
    if (url.pathname === "/me") return json({ ok: true });
    if (isAway) return json({}, 503);
    if (method === "GET") return json({}, 404);
    filed += 1;
    return json({ id: "A-1", number: "N-1", status: "Received" });
  });
});
afterEach(() => upstream.end());

/** A permit whose filing waits for its jurisdiction's system. */
async function waiting() {
  const [client, slug] = [await newClient(), registerPermits()];
  const install = await installPermits(client, slug);
  const draft = { project_id: await newSite(client), jurisdiction_id: await newJurisdiction(slug), title: "House" };
  const { id } = (await client.post<Permit>("/v1/permits", { ...draft, record_type: "BLD" })).body;
  const show = async () => (await client.get<Permit>(`/v1/permits/${id}`)).body;
  await client.post(`/v1/permits/${id}/submit`);
  const { request_id: requestId } = await eventually(async () => {
    const found = await show();
    return found.submission_error === null ? undefined : found;
  });
  /** Its next attempt, now. */
  const again = async () => {
    await env.TENANT_DB_0.prepare("update action_requests set next_attempt_at = 1 where id = ? and status = 'pending'")
      .bind(requestId)
      .run();
    await runAction(await jobContext(client, install), { installId: install, requestId }, permitOutcomes);
  };
  return { client, slug, id, show, again };
}

test.for([false, true])(
  "what waits when an integration is uninstalled is not filed any more, and its permit says so; installed again: %s",
  async (isBack) => {
    const { client, slug, id, show, again } = await waiting();
    isAway = false;
    expect((await client.delete(`/v1/marketplace/integrations/${slug}/uninstall`)).status).toBe(204);
    if (isBack) await installPermits(client, slug);
    await again();
    const why = "The integration was uninstalled.";
    expect(await show()).toMatchObject({ status: "submission_failed", submission_error: why });
    const { data } = (await client.get<Notices>("/v1/notifications")).body;
    expect(data.filter(({ kind }) => kind === "action_failed")).toHaveLength(1);
    expect(filed).toBe(0);
    if (!isBack) return;
    await client.post(`/v1/permits/${id}/submit`);
    await again();
    await eventually(async () => ((await show()).status === "application_accepted" ? true : undefined));
    expect(filed).toBe(1);
  },
);
