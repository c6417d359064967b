import { afterEach, beforeEach, expect, test } from "vitest";
import { manifest } from "../../src/connectors/plaid/manifest";
import { expectProblem } from "../support/expect-problem";
import { newClient } from "../support/harness";
import { Bank, bodyOf } from "../support/plaid";

let bank: Bank;
beforeEach(() => {
  bank = new Bank();
});
afterEach(() => bank.upstream.end());

type Installed = { id: string; status: string; webhook_path: string };

async function begun() {
  const client = await newClient({ shard: 1 });
  const path = "/v1/marketplace/integrations/plaid/install";
  const { body } = await client.post<Installed>(path, { permissions: manifest.permissions });
  const { id, webhook_path: hook } = body;
  bank.webhook = `https://rossos.test${hook}`;
  const link = await client.post(`/v1/installs/${id}/link`, { hosted: true });
  const complete = (given: object) => client.post<Installed>(`/v1/installs/${id}/link/complete`, given);
  return { client, id, link, complete };
}

test("a bank is connected at Plaid's own page, which sends the browser back, and what it gave is asked for", async () => {
  const { id, client, link, complete } = await begun();
  expect(link.body).toMatchObject({ mode: "connect", link_token: "link-1", link_url: bank.hostedUrl });
  const [asked] = bank.sentTo("/link/token/create");
  expect(asked && bodyOf(asked)["hosted_link"]).toEqual({
    completion_redirect_uri: "https://rossos.test/console/integrations/install/?slug=plaid",
    is_mobile_app: false,
    url_lifetime_seconds: 3600,
  });
  // Back before anything was done there, or after leaving it.
  const early = expectProblem(await complete({ link_token: "link-1" }), "invalid_request", /Nobody was let in there/u);
  expect(early.errors[0]?.pointer).toBe("/link_token");
  bank.given.push("public-good");
  const done = await complete({ link_token: "link-1" });
  expect([done.status, done.body.status]).toEqual([200, "active"]);
  expect(bank.sentTo("/link/token/get").map((sent) => bodyOf(sent))).toEqual([
    { link_token: "link-1" },
    { link_token: "link-1" },
  ]);
  // Once connected, the same page lets it in again, and nothing is exchanged.
  const again = await client.post(`/v1/installs/${id}/link`, { hosted: true });
  expect(again.body).toMatchObject({ mode: "update", link_url: bank.hostedUrl });
  const twice = expectProblem(await complete({ link_token: "link-1" }), "invalid_request", /connected already/u);
  expect(twice.errors[0]?.pointer).toBe("/link_token");
  expect((await complete({})).status).toBe(200);
});

test("the token of another install's page, one that nobody knows, and two tokens at once connect nothing", async () => {
  const { complete } = await begun();
  bank.given.push("public-good");
  const unknown = expectProblem(await complete({ link_token: "link-2" }), "invalid_request", /is not known/u);
  expect(unknown.errors[0]?.pointer).toBe("/link_token");
  const both = await complete({ link_token: "link-1", public_token: "public-good" });
  expect(expectProblem(both, "invalid_request").errors[0]?.pointer).toBe("/link_token");
  bank.webhook = "https://rossos.test/hooks/of-somebody-else";
  expectProblem(await complete({ link_token: "link-1" }), "invalid_request", /not of this install/u);
  expect(bank.sentTo("/item/public_token/exchange")).toEqual([]);
});

test("where our account at Plaid has no page of its own, the token is for a window", async () => {
  bank.hostedUrl = null;
  expect((await begun()).link.body).toMatchObject({ link_token: "link-1", link_url: null });
});

test("a page that is not Plaid's is no place to send anybody", async () => {
  bank.hostedUrl = "https://plaid.com.example.net/hl/ll0000";
  expectProblem((await begun()).link, "upstream_failed");
});
