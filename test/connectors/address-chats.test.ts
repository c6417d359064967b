import { env } from "cloudflare:test";
import { afterEach, beforeEach, expect, test } from "vitest";
import { runAction } from "#modules/actions";
import { clients } from "#models";
import { manifest as google } from "../../src/connectors/google-chat/manifest";
import { manifest as teams } from "../../src/connectors/microsoft-teams/manifest";
import { expectProblem } from "../support/expect-problem";
import { type Client, eventually, newClient } from "../support/harness";
import { make } from "../support/records";
import { json, jobContext, type Sent, Upstream } from "../support/upstream";

const WORKFLOW =
  "https://prod-12.westus.logic.azure.com:443/workflows/abc/triggers/manual/paths/invoke?api-version=2016-06-01&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=s3cret";
const WEBHOOK = "https://chat.googleapis.com/v1/spaces/AAAA/messages?key=s3cret-key&token=s3cret-token";

let upstream: Upstream;
const taken = (): Response => new Response(null, { status: 202 });

beforeEach(() => {
  upstream = new Upstream(taken);
});
afterEach(() => upstream.end());

const install = (client: Client, { slug, permissions }: typeof teams, address: string, events: string[] = []) =>
  client.post<{ id: string }>(`/v1/marketplace/integrations/${slug}/install`, {
    permissions,
    config: { events },
    credentials: { address },
  });

type Row = { id: string; status: string; attempts: number; next_attempt_at: number | null };
const requests = async (id: string) =>
  (
    await env.TENANT_DB_0.prepare(
      "select id, status, attempts, next_attempt_at from action_requests where install_id = ? order by id",
    )
      .bind(id)
      .all<Row>()
  ).results;
/** The one request of an install, when it has been attempted and nothing of it is under way. */
const attempted = (id: string) =>
  eventually(async () => {
    const [row] = await requests(id);
    const isSettled = row && row.attempts > 0 && (row.status !== "pending" || (row.next_attempt_at ?? 0) > Date.now());
    return isSettled ? row : undefined;
  });
async function again(client: Client, id: string, requestId: string): Promise<void> {
  await env.TENANT_DB_0.prepare("update action_requests set next_attempt_at = 1 where id = ?").bind(requestId).run();
  await runAction(await jobContext(client, id), { installId: id, requestId });
}

type Card = { attachments: [{ content: { body: { inlines: [{ text: string }] }[] } }] };
const linesOf = ({ body }: Sent): string[] =>
  (JSON.parse(body) as Card).attachments[0].content.body.map(({ inlines }) => inlines[0].text);

test.for([
  ["http://prod-12.westus.logic.azure.com/workflows/abc/triggers/manual/paths/invoke?sig=s", /begins with https/u],
  ["no address", /begins with https/u],
  [WORKFLOW.replace("https://", "https://me@"), /begins with https/u],
  [WORKFLOW.replace(":443", ":8443"), /begins with https/u],
  [WORKFLOW.replace("logic.azure.com", "logic.azure.com.evil.example"), /Its host is not/u],
  [WORKFLOW.replace("prod-12.westus.logic.azure.com", "evil-logic.azure.com"), /Its host is not/u],
  [WORKFLOW.replace("prod-12.westus.logic.azure.com", "logic.azure.com"), /Its host is not/u],
  [
    WORKFLOW.replace("https://prod-12.westus.logic.azure.com", "https://evil.example/#.logic.azure.com"),
    /Its host is not/u,
  ],
  [WORKFLOW.replace("/invoke", "/other"), /another address/u],
  [WORKFLOW.replace("&sig=s3cret", ""), /has no sig/u],
] as const)("%s is no address of a workflow", async ([address, detail]) => {
  const problem = expectProblem(await install(await newClient(), teams, address), "invalid_request");
  expect(problem.errors).toEqual([{ pointer: "/credentials/address", detail: expect.stringMatching(detail) }]);
  expect(upstream.sent).toEqual([]);
});

test("Teams: a card proves the address, which is sealed and in no log; what happens is a card of its own", async () => {
  const client = await newClient();
  const { status, body } = await install(client, teams, WORKFLOW, ["client.*"]);
  expect(status).toBe(200);
  await make(client, clients, {}, { name: "Keys *Builders*" });
  await attempted(body.id);
  expect(upstream.sent.map(({ url }) => url.href)).toEqual(Array(2).fill(WORKFLOW.replace(":443", "")));
  expect(upstream.sent.map(linesOf)).toEqual([
    ["Microsoft Teams is connected with RossOS. Told here: client.*."],
    ["Client created: Keys *Builders*"],
  ]);
  expect(await requests(body.id)).toMatchObject([{ status: "succeeded", attempts: 1 }]);
  const tables = ["connections", "installs", "upstream_calls"];
  const rows = tables.map((table) => env.TENANT_DB_0.prepare(`select * from ${table}`).all());
  const kept = JSON.stringify((await Promise.all(rows)).map(({ results }) => results));
  expect(kept).toContain("prod-12.westus.logic.azure.com/REDACTED");
  expect(kept).not.toMatch(/s3cret|workflows\/abc/u);
});

test("Teams: an address that is refused is not stored, and says what to do", async () => {
  upstream.behave = () => json({ error: { code: "WorkflowTriggerIsNotEnabled", message: "…" } }, 400);
  const client = await newClient();
  const problem = expectProblem(await install(client, teams, WORKFLOW), "invalid_request");
  expect(problem.errors).toEqual([{ pointer: "/credentials", detail: expect.stringContaining("Switch it on") }]);
  expect(
    await env.TENANT_DB_0.prepare("select 1 from connections where builder_id = ?").bind(client.builderId).first(),
  ).toBeNull();
});

test("Teams: a card of which nobody knows whether it came is sent again, twice at worst, and that is said", async () => {
  const client = await newClient();
  const { body } = await install(client, teams, WORKFLOW);
  upstream.behave = () => new Response(null, { status: 504 });
  await client.post(`/v1/installs/${body.id}/actions/post_notice`, { input: { text: "Pour at 7" } });
  const { id } = await attempted(body.id);
  const { body: told } = await client.get<{ data: { kind: string; body: string }[] }>("/v1/notifications");
  expect(told.data[0]).toMatchObject({ kind: "action_delayed", body: expect.stringContaining("then done twice") });
  upstream.behave = taken;
  await again(client, body.id, id);
  expect(await requests(body.id)).toMatchObject([{ status: "succeeded", attempts: 2 }]);
  expect(upstream.sent.slice(1).map(linesOf)).toEqual([["Pour at 7"], ["Pour at 7"]]);
});

test("Teams: an answer that does not fit ends it, for it would be answered so again and again", async () => {
  const client = await newClient();
  const { body } = await install(client, teams, WORKFLOW);
  upstream.behave = () => json({ posted: true });
  await client.post(`/v1/installs/${body.id}/actions/post_notice`, { input: { text: "Pour at 7" } });
  expect(await attempted(body.id)).toMatchObject({ status: "failed", attempts: 1, next_attempt_at: null });
});

test("Google Chat: every attempt names the request, and nobody is called by what a record says", async () => {
  const client = await newClient();
  const message = () => json({ name: "spaces/AAAA/messages/1" });
  upstream.behave = message;
  const { body } = await install(client, google, WEBHOOK, ["client.created"]);
  upstream.behave = () => new Response(null, { status: 503, headers: { "retry-after": "3600" } });
  await make(client, clients, {}, { name: "Keys <users/all>" });
  const { id } = await attempted(body.id);
  upstream.behave = message;
  await again(client, body.id, id);
  const [, first, second] = upstream.sent.map(({ url, body: sent }) => [url.searchParams.get("requestId"), sent]);
  expect(first).toEqual([
    expect.stringMatching(/^event:/u),
    JSON.stringify({ text: "Client created: Keys <\u200Busers/all>" }),
  ]);
  expect(second).toEqual(first);
  expect(await requests(body.id)).toMatchObject([{ status: "succeeded", attempts: 2 }]);
});

test("what is no type of event is refused where it stands", async () => {
  const reply = await install(await newClient(), google, WEBHOOK, ["client.*", "weather"]);
  expect(expectProblem(reply, "invalid_request").errors[0]?.pointer).toBe("/config/events/1");
  expect(upstream.sent).toEqual([]);
});

test("a sandbox is given the recorded answers, and nothing leaves it", async () => {
  const client = await newClient({ environment: "sandbox" });
  const { status, body } = await install(client, teams, WORKFLOW, ["client.*"]);
  expect(status).toBe(200);
  await make(client, clients, {}, { name: "Keys Builders" });
  expect(await attempted(body.id)).toMatchObject({ status: "succeeded" });
  expect(upstream.sent).toEqual([]);
});
