import { env } from "cloudflare:test";
import { afterEach, beforeEach, expect, test } from "vitest";
import { connectors } from "#connectors";
import { purgeAlerts, tellAdmins } from "#modules/contract-alerts";
import { findInstall, openConnector } from "#modules/installs";
import { platformOf } from "../../src/context";
import { newUserClient } from "../support/accounts";
import { expectProblem } from "../support/expect-problem";
import { type Client, newClient } from "../support/harness";
import { planOf, recordSql } from "../support/record-sql";
import { listItems, recordOf, registerConnector } from "../support/test-connector";
import { json, jobContext, syncNow, Upstream } from "../support/upstream";

type Alert = {
  id: string;
  endpoint: string;
  version: string;
  calls: number;
  installs: number;
  is_open: boolean;
  differences: { path: string; expected: string; received: string }[];
  resolved_by: string | null;
};
type Mail = { to: string; subject: string; text: string };

let upstream: Upstream;
let answer: () => Response;
beforeEach(() => {
  answer = () => json({ items: [{ id: 7, text: "secret text" }], next: null });
  upstream = new Upstream(({ url }) => (url.pathname === "/me" ? json({ ok: true }) : answer()));
});
afterEach(() => upstream.end());

async function install(slug: string, options: Parameters<typeof newClient>[0] = {}) {
  const client = await newClient(options);
  const { body } = await client.post<{ id: string }>(`/v1/marketplace/integrations/${slug}/install`, {
    permissions: ["Read your ledger"],
  });
  return { client, id: body.id };
}

async function ask(client: Client, id: string, shard = 0): Promise<void> {
  const ctx = await jobContext(client, id, shard);
  const { call, flush } = await openConnector(ctx, await findInstall(ctx, id));
  await call(listItems).catch(() => undefined);
  await flush();
}

/** A connector that calls nothing by itself. */
const quiet = () => registerConnector({ version: { syncs: {} }, manifest: { syncs: [] } });
/** What its sandboxes are answered: items that do not fit. */
function record(slug: string): void {
  const entry = connectors[slug];
  const v1 = entry?.versions["v1"];
  if (!entry || !v1) throw new Error("no entry");
  const exchange = (endpoint: string, body: unknown) => ({ endpoint, request: "GET /", status: 200, body });
  const exchanges = [exchange("check", { ok: true }), exchange("listItems", { items: 1 })];
  const recording = { operation: "check", config: {}, now: "2026-01-01T00:00:00Z", exchanges, expected: {} };
  connectors[slug] = {
    ...entry,
    versions: { v1: { ...v1, recordings: async () => [recording] } },
  };
}

const admins = await newUserClient({ isPlatformAdmin: true });
const alertsOf = async (slug: string) =>
  (await admins.get<{ data: Alert[] }>(`/v1/admin/contract-alerts?slug=${slug}`)).body.data;

/** Everything that is due, and the mails that were sent for it. */
async function tell(send: (mail: Mail) => Promise<void> = async () => undefined) {
  const mails: Mail[] = [];
  const EMAIL = {
    send: async (mail: Mail) => {
      await send(mail);
      mails.push(mail);
    },
  } as unknown as SendEmail;
  const told = await tellAdmins(
    { ...env, EMAIL, MAIL_FROM: "a@example.com", PLATFORM_ADMINS: "ops@example.com" },
    Date.now(),
  );
  return { told, mails };
}

test("an answer that no longer fits is one alert a day, with the installs it happened to and no values", async () => {
  const slug = quiet();
  const [one, two] = [await install(slug), await install(slug, { shard: 1 })];
  await ask(one.client, one.id);
  await ask(one.client, one.id);
  await ask(two.client, two.id, 1);
  const alerts = await alertsOf(slug);
  expect(alerts).toMatchObject([
    {
      endpoint: "listItems",
      version: "v1",
      calls: 3,
      installs: 2,
      is_open: true,
      differences: [{ path: "/items/*/id", expected: "string", received: "integer" }],
    },
  ]);
  expect(JSON.stringify(alerts)).not.toContain("secret");
  answer = () => new Response("<html>", { headers: { "content-type": "text/html" } });
  await ask(one.client, one.id);
  // The first answer that did not fit is the one that is shown.
  expect(await alertsOf(slug)).toMatchObject([{ calls: 4, installs: 2, differences: alerts[0]?.differences }]);
});

test.for([
  ["a page of HTML", () => new Response("<p>", { headers: { "content-type": "text/html" } }), ["JSON", "text/html"]],
  ["an address that is gone", () => json({ secret: 1 }, 410), ["success", "status 410"]],
] as const)("%s is an alert", async ([, behave, [expected, received]]) => {
  const slug = quiet();
  const { client, id } = await install(slug);
  answer = behave;
  await ask(client, id);
  expect(await alertsOf(slug)).toMatchObject([{ differences: [{ path: "", expected, received }] }]);
});

test("what is away, refused or of a sandbox is none", async () => {
  const slug = quiet();
  const { client, id } = await install(slug);
  for (const status of [500, 401, 429]) {
    answer = () => json({}, status);
    await ask(client, id);
  }
  record(slug);
  const sandbox = await install(slug, { environment: "sandbox" });
  await ask(sandbox.client, sandbox.id);
  const { body } = await sandbox.client.get<{ data: object[] }>(`/v1/installs/${sandbox.id}/calls`);
  expect(body.data).toMatchObject([{ endpoint: "listItems", error_class: "contract" }, { endpoint: "check" }]);
  expect(await alertsOf(slug)).toEqual([]);
});

test("records that do not fit are told by the name of their sync", async () => {
  const slug = registerConnector({
    version: {
      syncs: {
        weather_alerts: {
          mode: "incremental",
          async *run() {
            const { id, data } = recordOf("a", "A");
            yield { records: [{ id, data: { ...data, severity: "secret" as "minor" } }], cursor: null };
          },
        },
      },
    },
  });
  const { client, id } = await install(slug);
  await syncNow(client, id, "weather_alerts");
  const [alert] = await alertsOf(slug);
  expect(alert).toMatchObject({
    endpoint: "weather_alerts",
    differences: [{ path: "/severity", received: "another text" }],
  });
  expect(JSON.stringify(alert)).not.toContain("secret");
});

test("admins are mailed and notified once, and again only when nobody could be sent a mail", async () => {
  await tell();
  const slug = quiet();
  const { client, id } = await install(slug);
  await ask(client, id);
  const refused = await tell(() => Promise.reject(new Error("no")));
  expect(refused).toEqual({ told: 0, mails: [] });
  const { told, mails } = await tell();
  expect(told).toBe(1);
  expect(mails.map(({ to }) => to)).toEqual(expect.arrayContaining(["ops@example.com", admins.user.email]));
  for (const mail of mails) {
    expect(mail.subject).toBe(`${slug} v1: listItems answers differently`);
    expect(mail.text).toContain("/items/*/id: string expected, integer received");
    expect(mail.text).toContain("one install");
  }
  await ask(client, id);
  expect(await tell()).toEqual({ told: 0, mails: [] });
  const own = await admins.get<{ data: { kind: string; object_id: string }[] }>("/v1/notifications/own");
  const [alert] = await alertsOf(slug);
  expect(own.body.data.filter(({ object_id: about }) => about === alert?.id)).toMatchObject([
    { kind: "contract_alert" },
  ]);
});

test("an alert is resolved once, and open again when it happens again", async () => {
  const slug = quiet();
  const { client, id } = await install(slug);
  await ask(client, id);
  const [alert] = await alertsOf(slug);
  const path = `/v1/admin/contract-alerts/${alert?.id ?? ""}/resolve`;
  expect((await admins.post(path)).body).toMatchObject({ is_open: false, resolved_by: admins.user.id });
  expectProblem(await admins.post(path), "invalid_state");
  expect(
    (await admins.get<{ data: Alert[] }>(`/v1/admin/contract-alerts?slug=${slug}&is_open=true`)).body.data,
  ).toEqual([]);
  await ask(client, id);
  expect(await alertsOf(slug)).toMatchObject([{ is_open: true, calls: 2, resolved_by: null }]);
});

test("alerts go after 180 days, with what is known of their installs, by their keys", async () => {
  const slug = quiet();
  const { client, id } = await install(slug);
  await ask(client, id);
  const count = async () =>
    await env.PLATFORM_DB.prepare("select count(*) as n from contract_alert_installs where slug = ?")
      .bind(slug)
      .first("n");
  expect(await count()).toBe(1);
  await purgeAlerts(platformOf(env), Date.now() + 179 * 86_400_000);
  expect(await count()).toBe(1);
  const { db, statements } = recordSql(env.PLATFORM_DB);
  await purgeAlerts(platformOf({ ...env, PLATFORM_DB: db }), Date.now() + 181 * 86_400_000);
  expect([await count(), await alertsOf(slug)]).toEqual([0, []]);
  for (const statement of statements)
    expect(
      (await planOf(env.PLATFORM_DB, statement)).filter((step) => /^SCAN (?!m|json|value)\w*alert/u.test(step)),
    ).toEqual([]);
});
