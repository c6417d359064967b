import { env } from "cloudflare:test";
import { expect, test } from "vitest";
import { forgetVisitors, purgeFeedback } from "#modules/documentation-feedback";
import { platformOf } from "../../src/context";
import { newUserClient } from "../support/accounts";
import { expectProblem } from "../support/expect-problem";
import { Client } from "../support/harness";

type Feedback = {
  page: string;
  helpful: number;
  unhelpful: number;
  comments: { comment: string; is_helpful: boolean }[];
};

const PATH = "/v1/documentation/feedback";
/** Somebody at an address of their own. */
const reader = () => new Client("", undefined);

async function resultsOf(page: string): Promise<Feedback | undefined> {
  const admin = await newUserClient({ isPlatformAdmin: true });
  const { body } = await admin.get<{ data: Feedback[] }>("/v1/admin/documentation-feedback");
  return body.data.find((each) => each.page === page);
}
const rows = async (page: string) =>
  (await env.PLATFORM_DB.prepare("select visitor, comment from documentation_feedback where page = ?").bind(page).all())
    .results;

test("readers say once a day whether a page helped, and may think again", async () => {
  const page = "/docs/guides/lists/";
  const [one, two] = [reader(), reader()];
  expect((await one.post(PATH, { page, is_helpful: true })).status).toBe(204);
  expect((await two.post(PATH, { page, is_helpful: true })).status).toBe(204);
  expect(await resultsOf(page)).toEqual({ page, helpful: 2, unhelpful: 0, comments: [] });
  await one.post(PATH, { page, is_helpful: false });
  await one.post(PATH, { page, is_helpful: false, comment: "  Where are the filters?  " });
  await one.post(PATH, { page, is_helpful: false });
  expect(await resultsOf(page)).toMatchObject({
    helpful: 1,
    unhelpful: 1,
    comments: [{ comment: "Where are the filters?", is_helpful: false }],
  });
  expect(await rows(page)).toHaveLength(2);
});

test("nothing of who it was outlives the day", async () => {
  const page = "/docs/guides/errors/";
  const client = reader();
  await client.post(PATH, { page, is_helpful: true });
  const kept = await env.PLATFORM_DB.prepare("select * from documentation_feedback where page = ?").bind(page).first();
  expect(JSON.stringify(kept)).not.toContain("198.18.");
  expect(await forgetVisitors(platformOf(env), Date.now())).toBe(0);
  expect(await forgetVisitors(platformOf(env), Date.now() + 86_400_000)).toBeGreaterThan(0);
  expect(await rows(page)).toEqual([{ visitor: null, comment: null }]);
  // Whoever comes later counts anew.
  await client.post(PATH, { page, is_helpful: true });
  expect(await resultsOf(page)).toMatchObject({ helpful: 2, unhelpful: 0 });
});

test("what was written is kept for a year, and the totals for good", async () => {
  const page = "/docs/guides/documents/";
  await reader().post(PATH, { page, is_helpful: true, comment: "Clear." });
  const year = 365 * 86_400_000;
  await purgeFeedback(platformOf(env), Date.now() + year - 60_000);
  expect(await rows(page)).toHaveLength(1);
  expect(await purgeFeedback(platformOf(env), Date.now() + year + 60_000)).toBeGreaterThan(0);
  expect(await resultsOf(page)).toEqual({ page, helpful: 1, unhelpful: 0, comments: [] });
});

test("what is no page, no answer, too long, or another site's is refused, and nothing is kept of it", async () => {
  const page = "/docs/guides/oauth/";
  const client = reader();
  const pointers = async (body: unknown) =>
    expectProblem(await client.post(PATH, body), "invalid_request").errors.map(({ pointer }) => pointer);
  expect(await pointers({ page: "/console/", is_helpful: true })).toEqual(["/page"]);
  expect(await pointers({ page, is_helpful: "yes" })).toEqual(["/is_helpful"]);
  expect(await pointers({ page, is_helpful: true, comment: "x".repeat(1001) })).toEqual(["/comment"]);
  expect(await pointers({ page, is_helpful: true, comment: "  " })).toEqual(["/comment"]);
  expect(await pointers({ page, is_helpful: true, email: "a@example.com" })).toEqual(["/email"]);
  const send = (headers: Record<string, string>, body: unknown = { page, is_helpful: true }) =>
    client.call("POST", PATH, body, headers);
  expectProblem(await send({ origin: "https://evil.test" }), "forbidden", /Origin/u);
  expectProblem(await send({ "content-type": "text/plain" }), "unsupported_media_type");
  expectProblem(await send({}, "{"), "invalid_json");
  expectProblem(await client.post(`${PATH}?no_such=1`, { page, is_helpful: true }), "invalid_request");
  expect(await rows(page)).toEqual([]);
  expect((await send({ origin: new URL(env.PUBLIC_URL).origin })).status).toBe(204);
});

test("an address is limited", async () => {
  const client = reader();
  const statuses: number[] = [];
  for (let count = 0; count < 21; count += 1)
    statuses.push((await client.post(PATH, { page: "/docs/webhooks/", is_helpful: true })).status);
  expect(statuses.filter((status) => status === 204)).toHaveLength(20);
  expectProblem(await client.post(PATH, { page: "/docs/webhooks/", is_helpful: true }), "rate_limited");
});
