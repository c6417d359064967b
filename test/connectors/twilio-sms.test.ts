import { env } from "cloudflare:test";
import { afterEach, beforeEach, expect, test } from "vitest";
import { runAction } from "#modules/actions";
import { clients } from "#models";
import { manifest } from "../../src/connectors/twilio-sms/manifest";
import { expectProblem } from "../support/expect-problem";
import { type Client, eventually, newClient } from "../support/harness";
import { make } from "../support/records";
import { json, jobContext, type Sent, Upstream } from "../support/upstream";

const PHONE = "+13055550123";
const OTHER = "+13055550124";

let upstream: Upstream;
let texts: { to: string; body: string }[];
/** What is answered to a text that was taken. */
let mood: (() => Response) | undefined;

const asMessage = ({ body }: { body: string }) => ({
  sid: "SM1",
  body: `Sent from your Twilio trial account - ${body}`,
  direction: "outbound-api",
  date_created: new Date().toUTCString(),
});

function answer({ method, url, body }: Sent): Response {
  if (method === "GET")
    return json({ messages: texts.filter(({ to }) => to === url.searchParams.get("To")).map(asMessage) });
  const form = new URLSearchParams(body);
  const text = { to: form.get("To") ?? "", body: form.get("Body") ?? "" };
  texts.push(text);
  return mood?.() ?? json(asMessage(text), 201);
}

beforeEach(() => {
  [texts, mood] = [[], undefined];
  upstream = new Upstream(answer);
});
afterEach(() => upstream.end());

const install = (client: Client, phones: string[], sender = "+13055550100") =>
  client.post<{ id: string }>("/v1/marketplace/integrations/twilio-sms/install", {
    permissions: manifest.permissions,
    config: { account_sid: `AC${"0".repeat(32)}`, sender, phones },
    credentials: { username: `SK${"0".repeat(32)}`, password: "s3cret" },
  });

type Row = { id: string; status: string; attempts: number };
const requests = async (id: string) =>
  (
    await env.TENANT_DB_0.prepare("select id, status, attempts from action_requests where install_id = ? order by id")
      .bind(id)
      .all<Row>()
  ).results;
const attempted = (id: string, count: number) =>
  eventually(async () => {
    const all = await requests(id);
    return all.length === count && all.every(({ attempts }) => attempts > 0) && texts.length >= count ? all : undefined;
  });

test("who is to be told is texted, from the builder's own account", async () => {
  const client = await newClient();
  const { body } = await install(client, [`${PHONE}: client.created`, `${OTHER}: client.*, permit.*`]);
  await make(client, clients, {}, { name: "Keys Builders" });
  await attempted(body.id, 2);
  expect(texts).toEqual([PHONE, OTHER].map((to) => ({ to, body: "Client created: Keys Builders" })));
  const [, sent] = upstream.sent;
  expect(sent?.headers.get("authorization")).toBe(`Basic ${btoa(`SK${"0".repeat(32)}:s3cret`)}`);
  expect(sent?.url.href).toBe(`https://api.twilio.com/2010-04-01/Accounts/AC${"0".repeat(32)}/Messages.json`);
});

test("a text of which nobody knows whether it was taken is looked for, and not sent again", async () => {
  const client = await newClient();
  const { body } = await install(client, []);
  mood = () => json({}, 504);
  const input = { channel: PHONE, text: "Storm at six" };
  await client.post(`/v1/installs/${body.id}/actions/post_message`, { input });
  const [request] = await attempted(body.id, 1);
  const requestId = request?.id ?? "";
  await eventually(async () => {
    await env.TENANT_DB_0.prepare("update action_requests set next_attempt_at = 1 where id = ?").bind(requestId).run();
    await runAction(await jobContext(client, body.id), { installId: body.id, requestId });
    return (await requests(body.id))[0]?.status === "succeeded" ? true : undefined;
  });
  expect(texts).toEqual([{ to: PHONE, body: "Storm at six" }]);
});

test("settings are judged before anything is asked of Twilio", async () => {
  const client = await newClient();
  const lines = ["305-555-0123: permit.*", `${PHONE}: weather`];
  const bad = expectProblem(await install(client, lines), "invalid_request");
  expect(bad.errors).toEqual([
    { pointer: "/config/phones/0", detail: expect.stringContaining("a number with + and its country") },
    { pointer: "/config/phones/1", detail: "weather is not a type of event." },
  ]);
  expectProblem(await install(client, [], "Amity"), "invalid_request");
  expect(upstream.sent).toEqual([]);
});
