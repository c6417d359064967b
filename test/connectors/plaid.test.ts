import { env, SELF } from "cloudflare:test";
import { afterEach, beforeEach, expect, test } from "vitest";
import { manifest } from "../../src/connectors/plaid/manifest";
import { expectProblem } from "../support/expect-problem";
import { type Client, eventually, newClient } from "../support/harness";
import { Bank, bodyOf } from "../support/plaid";
import { registerConnector } from "../support/test-connector";
import { syncNow } from "../support/upstream";

const SHARD = 1;
const GOOD = { public_token: "public-good" };

let bank: Bank;
beforeEach(() => {
  bank = new Bank();
});
afterEach(() => bank.upstream.end());

type Installed = {
  id: string;
  status: string;
  webhook_path: string;
  link_path: string | null;
  connect_path: string | null;
};

const install = (client: Client) =>
  client.post<Installed>("/v1/marketplace/integrations/plaid/install", {
    permissions: manifest.permissions,
    config: { history_days: 365 },
  });

async function installed() {
  const client = await newClient({ shard: SHARD });
  const { body } = await install(client);
  return { client, ...body };
}

const show = async (client: Client, id: string) => (await client.get<Installed>(`/v1/installs/${id}`)).body;
const complete = (client: Client, id: string, body: object = GOOD) =>
  client.post<Installed>(`/v1/installs/${id}/link/complete`, body);

/** Connected, and its first syncs have run. */
async function linked(ids: readonly string[] = ["t1", "t2"]) {
  bank.log.push(...ids);
  const made = await installed();
  expect((await complete(made.client, made.id)).status).toBe(200);
  await eventually(async () => {
    const { data } = (await made.client.get<{ data: { status: string }[] }>(`/v1/installs/${made.id}/runs`)).body;
    return data.length === 2 && data.every(({ status }) => status === "succeeded") ? true : undefined;
  }, 20_000);
  return made;
}

type Listed = { data: { external_id: string; deleted_at: string | null }[] };
async function transactions(client: Client, id: string): Promise<string[]> {
  const { body } = await client.get<Listed>(`/v1/installs/${id}/records/bank_transaction?limit=100`);
  return body.data.filter(({ deleted_at: at }) => at === null).map(({ external_id: one }) => one);
}
const cursorOf = (id: string) =>
  env.TENANT_DB_1.prepare("select cursor from install_syncs where install_id = ? and sync = 'bank_transactions'")
    .bind(id)
    .first<string>("cursor");
const sync = (client: Client, id: string) => syncNow(client, id, "bank_transactions", SHARD);

test("a bank is connected through Plaid's own window: a token out, a token in, and the install counts", async () => {
  const { client, id, status, link_path: path, connect_path: other, webhook_path: hook } = await installed();
  expect([status, path, other]).toEqual(["pending", `/api/v1/installs/${id}/link`, null]);
  const begun = await client.post(`/v1/installs/${id}/link`);
  expect([begun.status, begun.body]).toEqual([
    200,
    { mode: "connect", link_token: "link-1", expires_at: "2030-01-01T04:00:00.000Z", link_url: null },
  ]);
  const [asked] = bank.sentTo("/link/token/create");
  expect(asked && bodyOf(asked)).toEqual({
    client_name: "RossOS",
    language: "en",
    country_codes: ["US"],
    user: { client_user_id: client.builderId },
    webhook: `https://rossos.test${hook}`,
    products: ["transactions"],
    transactions: { days_requested: 365 },
  });
  expect([asked?.headers.get("plaid-client-id"), asked?.headers.get("plaid-secret")]).toEqual([
    "plaid-client",
    "plaid-secret",
  ]);
  expect(expectProblem(await complete(client, id, {}), "invalid_request").errors[0]?.pointer).toBe("/public_token");
  const bad = await complete(client, id, { public_token: "public-bad" });
  expect(expectProblem(bad, "invalid_request").errors[0]?.pointer).toBe("/public_token");
  expect(await show(client, id)).toMatchObject({ status: "pending" });
  const done = await complete(client, id);
  expect([done.status, done.body.status]).toEqual([200, "active"]);
  expect(expectProblem(await complete(client, id), "invalid_request").errors[0]?.pointer).toBe("/public_token");
  const [exchanged] = bank.sentTo("/item/public_token/exchange").slice(-1);
  expect(exchanged && bodyOf(exchanged)).toEqual({ public_token: "public-good" });
});

test("what the window gave and does not work is ended at Plaid, and the next one is as good as the first", async () => {
  const { client, id } = await installed();
  bank.needsLogin = true;
  expectProblem(await complete(client, id), "invalid_request", /sign in again/u);
  expect(bank.sentTo("/item/remove").map((sent) => bodyOf(sent)["access_token"])).toEqual(["access-secret"]);
  expect(await show(client, id)).toMatchObject({ status: "pending" });
  bank.needsLogin = false;
  const done = await complete(client, id);
  expect([done.status, done.body.status, bank.sentTo("/item/remove").length]).toEqual([200, "active", 1]);
});

test("of two windows that give a token at once one connects, and what the other gave is ended at Plaid", async () => {
  const { client, id } = await installed();
  const replies = await Promise.all(
    ["public-good", "public-other"].map((token) => complete(client, id, { public_token: token })),
  );
  expect(replies.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
  for (const late of replies.filter(({ status }) => status === 409)) expectProblem(late, "conflict", /another window/u);
  const kept = replies[0]?.status === 200 ? "access-secret" : "access-other";
  const ended = bank.sentTo("/item/remove").map((sent) => bodyOf(sent)["access_token"]);
  expect(ended).toEqual([kept === "access-secret" ? "access-other" : "access-secret"]);
  expect(await show(client, id)).toMatchObject({ status: "active" });
});

test("nothing shows the token: not the API, not the database, not the log of calls", async () => {
  const { client, id } = await linked();
  const shown = await Promise.all(
    ["", "/runs", "/calls", "/records/bank_transaction", "/records/bank_account"].map((path) =>
      client.get(`/v1/installs/${id}${path}`),
    ),
  );
  expect(JSON.stringify(shown.map(({ body }) => body))).not.toContain("access-secret");
  for (const table of ["connections", "installs", "upstream_calls", "sync_runs"]) {
    const { results } = await env.TENANT_DB_1.prepare(`select * from ${table} where builder_id = ?`)
      .bind(client.builderId)
      .all();
    expect(results.length).toBeGreaterThan(0);
    expect(JSON.stringify(results)).not.toContain("access-secret");
  }
});

test("accounts and transactions come, page by page to the end, and go when the bank takes them back", async () => {
  bank.pageSize = 2;
  const { client, id } = await linked(["t1", "t2", "t3", "t4", "t5"]);
  expect(await transactions(client, id)).toEqual(["t1", "t2", "t3", "t4", "t5"]);
  expect((await client.get<Listed>(`/v1/installs/${id}/records/bank_account`)).body.data).toHaveLength(3);
  expect(await cursorOf(id)).toBe("5");
  // Two of five: what Plaid names as gone, is gone without asking.
  bank.log.push("-t1", "-t2", "t6");
  await sync(client, id);
  expect(await transactions(client, id)).toEqual(["t3", "t4", "t5", "t6"]);
  expect(await cursorOf(id)).toBe("8");
});

test("what changes while it is read is read again from where it began; nothing of the broken reading stays", async () => {
  const { client, id } = await linked();
  bank.pageSize = 1;
  bank.mutations = 1;
  bank.log.push("ghost", "t3", "t4");
  const before = bank.sentTo("/transactions/sync").length;
  const behave = bank.upstream.behave;
  // The page that shows the ghost is followed by the mutation that takes it away.
  bank.upstream.behave = async (sent, count) => {
    const answer = await behave(sent, count);
    if (answer.status === 400 && bank.log.includes("ghost")) bank.log.splice(bank.log.indexOf("ghost"), 1);
    return answer;
  };
  await sync(client, id);
  expect(await transactions(client, id)).toEqual(["t1", "t2", "t3", "t4"]);
  const cursors = bank
    .sentTo("/transactions/sync")
    .slice(before)
    .map((sent) => bodyOf(sent)["cursor"]);
  expect(cursors).toEqual(["2", "3.1", "2", "3.1"]);
});

test("a cursor that Plaid does not know any more means to begin again, and what is missing then is gone", async () => {
  const ids = Array.from({ length: 10 }, (_, at) => `t${at}`);
  const { client, id } = await linked(ids);
  bank.log.push("-t3");
  bank.knowsCursors = false;
  await sync(client, id);
  expect(await transactions(client, id)).toEqual(ids.filter((one) => one !== "t3"));
  expect(await cursorOf(id)).toBe("11");
  // More than a fifth: then it asks, and keeps what is there.
  bank.log.push("-t0", "-t1", "-t2");
  await sync(client, id);
  expect(await transactions(client, id)).toHaveLength(9);
  const { data } = (
    await client.get<{ data: { id: string; status: string; pending_deletions: number }[] }>(`/v1/installs/${id}/runs`)
  ).body;
  expect(data[0]).toMatchObject({ status: "stopped", pending_deletions: 3 });
  bank.knowsCursors = true;
  expect((await client.post(`/v1/installs/${id}/runs/${data[0]?.id ?? ""}/confirm`)).status).toBe(200);
  await sync(client, id);
  await eventually(async () => ((await transactions(client, id)).length === 6 ? true : undefined));
});

test("a login that has ended needs attention; the same window lets it in again, and it goes on where it was", async () => {
  const { client, id } = await linked();
  bank.needsLogin = true;
  await sync(client, id);
  expect(await show(client, id)).toMatchObject({
    status: "needs_attention",
    status_reason: "The bank wants you to sign in again. Open the link once more.",
  });
  const notices = (await client.get<{ data: { kind: string }[] }>("/v1/notifications")).body.data;
  expect(notices.map(({ kind }) => kind)).toEqual(["integration_needs_attention"]);
  expectProblem(await complete(client, id, {}), "invalid_request", /sign in again/u);
  const begun = await client.post(`/v1/installs/${id}/link`);
  expect(begun.body).toMatchObject({ mode: "update" });
  const [asked] = bank.sentTo("/link/token/create");
  expect(asked && bodyOf(asked)).toMatchObject({ access_token: "access-secret" });
  expect(asked && bodyOf(asked)).not.toHaveProperty("products");
  bank.needsLogin = false;
  bank.log.push("t3");
  const done = await complete(client, id, {});
  expect([done.status, done.body.status]).toEqual([200, "active"]);
  await eventually(async () => ((await transactions(client, id)).length === 3 ? true : undefined));
  expect(bank.sentTo("/item/public_token/exchange")).toHaveLength(1);
});

const TOLD = JSON.stringify({ webhook_type: "TRANSACTIONS", webhook_code: "SYNC_UPDATES_AVAILABLE", item_id: "item" });
const tell = (path: string, signature: string, body = TOLD) =>
  SELF.fetch(`https://rossos.test${path}`, { method: "POST", body, headers: { "plaid-verification": signature } });

test("Plaid tells of news: verified by its own key, which is asked for once, and the sync runs each time", async () => {
  const { client, id, webhook_path: path } = await linked();
  bank.log.push("t3");
  expect((await tell(path, await bank.sign(TOLD))).status).toBe(200);
  await eventually(async () => ((await transactions(client, id)).length === 3 ? true : undefined));
  // The same words a while later are other news.
  bank.log.push("t4");
  expect((await tell(path, await bank.sign(TOLD, { iat: Date.now() / 1000 - 30 }))).status).toBe(200);
  await eventually(async () => ((await transactions(client, id)).length === 4 ? true : undefined));
  expect(bank.keyCalls).toBe(1);
  const [asked] = bank.sentTo("/webhook_verification_key/get");
  expect(asked && bodyOf(asked)).toEqual({ key_id: bank.kid });
});

test.for(["PENDING_DISCONNECT", "PENDING_EXPIRATION"])(
  "a login that ends soon (%s) is told of before it does, once a day, and the same window lets it in again",
  async (code) => {
    const { client, id, webhook_path: path } = await linked();
    const ending = (iat: number) =>
      JSON.stringify({ webhook_type: "ITEM", webhook_code: code, item_id: "item", environment: "production", iat });
    const warned = async () =>
      (await client.get<{ data: { title: string; body: string; object_id: string }[] }>("/v1/notifications")).body.data;
    for (const times of [1, 2]) {
      const body = ending(times);
      expect((await tell(path, await bank.sign(body), body)).status).toBe(200);
    }
    expect(await warned()).toMatchObject([
      {
        title: "Plaid bank feeds will soon need your attention",
        body: expect.stringMatching(/within seven days\. Open the link once more/u),
        object_id: id,
      },
    ]);
    // Until then all goes on.
    expect(await show(client, id)).toMatchObject({ status: "active" });
    bank.log.push("t3");
    await sync(client, id);
    expect(await transactions(client, id)).toHaveLength(3);
    expect((await client.post(`/v1/installs/${id}/link`)).body).toMatchObject({ mode: "update" });
    expect((await complete(client, id, {})).body.status).toBe("active");
    await env.TENANT_DB_1.prepare("update notifications set id = '01890000' || substr(id, 9) where builder_id = ?")
      .bind(client.builderId)
      .run();
    expect((await tell(path, await bank.sign(ending(3)), ending(3))).status).toBe(200);
    expect(await warned()).toHaveLength(2);
  },
);

test("what Plaid has not signed, or not for this, or too long ago, is a 401; when the key cannot be had, a 503", async () => {
  const { client, id, webhook_path: path } = await linked();
  const stranger = new Bank();
  const forged = await stranger.sign(TOLD, { kid: bank.kid });
  stranger.upstream.end();
  bank = new Bank();
  const signed = await bank.sign(TOLD);
  expect((await tell(path, forged.replace(/^[^.]+/u, signed.split(".")[0] ?? ""))).status).toBe(401);
  expect((await tell(path, signed, TOLD.replace("item_id", "item_di"))).status).toBe(401);
  expect((await tell(path, await bank.sign(TOLD, { iat: Date.now() / 1000 - 301 }))).status).toBe(401);
  expect((await tell(path, await bank.sign(TOLD, { kid: crypto.randomUUID() }))).status).toBe(401);
  expect((await tell(path, "nonsense")).status).toBe(401);
  expect((await client.get(`/v1/installs/${id}`)).body).toMatchObject({ bad_signatures: 5 });
  bank = new Bank();
  bank.isDown = true;
  const later = await tell(path, await bank.sign(TOLD));
  expect([later.status, later.headers.get("retry-after")]).toEqual([503, "60"]);
  expect((await client.get(`/v1/installs/${id}`)).body).toMatchObject({ bad_signatures: 5 });
});

test("uninstalled, the item is removed at Plaid; what is away there keeps nobody", async () => {
  const { client, id } = await linked();
  expect((await client.delete("/v1/marketplace/integrations/plaid/uninstall")).status).toBe(204);
  const removed = bank.sentTo("/item/remove");
  expect(removed.map(bodyOf)).toEqual([{ access_token: "access-secret" }]);
  expectProblem(await client.post(`/v1/installs/${id}/link`), "invalid_state");
  // Installed again it is to be connected anew.
  expect((await install(client)).body.status).toBe("pending");
  expect((await client.post(`/v1/installs/${id}/link`)).body).toMatchObject({ mode: "connect" });
  await complete(client, id);
  bank.isDown = true;
  expect((await client.delete("/v1/marketplace/integrations/plaid/uninstall")).status).toBe(204);
  expect(await show(client, id)).toMatchObject({ status: "uninstalled" });
});

test("a sandbox is connected by itself; other integrations have no such window", async () => {
  const sandbox = await newClient({ environment: "sandbox" });
  const { body } = await install(sandbox);
  expect(body.status).toBe("active");
  expectProblem(await sandbox.post(`/v1/installs/${body.id}/link`), "invalid_state");
  expect(bank.upstream.sent).toEqual([]);
  const slug = registerConnector();
  bank.upstream.behave = () => Response.json({ ok: true, items: [], next: null });
  const client = await newClient();
  const other = await client.post<Installed>(`/v1/marketplace/integrations/${slug}/install`, {
    permissions: ["Read your ledger"],
  });
  expectProblem(await client.post(`/v1/installs/${other.body.id}/link`), "invalid_state");
  expectProblem(await complete(client, other.body.id), "invalid_state");
});
