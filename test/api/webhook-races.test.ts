import { expect, test } from "vitest";
import { expectProblem } from "../support/expect-problem";
import { type Client, newClient } from "../support/harness";

async function subscribe(client: Client): Promise<string> {
  const { body } = await client.post<{ id: string }>("/v1/webhooks", { url: "https://hooks.acme.com/", events: ["*"] });
  return `/v1/webhooks/${body.id}`;
}

test("changes of a webhook at the same time are all made, one after the other", async () => {
  const client = await newClient({ shard: 1 });
  const path = await subscribe(client);
  const replies = await Promise.all(["a", "b", "c", "d"].map((description) => client.patch(path, { description })));
  expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  expect((await client.get(path)).headers.get("etag")).toBe('"5"');
});

test("of those that name the same version one is made", async () => {
  const client = await newClient();
  const path = await subscribe(client);
  const change = (description: string) => client.patch(path, { description }, { "if-match": '"1"' });
  const replies = await Promise.all(["a", "b", "c", "d"].map(change));
  const lost = replies.filter(({ status }) => status !== 200);
  expect(lost).toHaveLength(3);
  for (const reply of lost) expectProblem(reply, "precondition_failed");
});

test("who deletes one that was deleted just now is told that there is none", async () => {
  const client = await newClient();
  const path = await subscribe(client);
  const replies = await Promise.all(Array.from({ length: 4 }, () => client.delete(path)));
  const late = replies.filter(({ status }) => status !== 204);
  expect(late).toHaveLength(3);
  for (const reply of late) expectProblem(reply, "not_found", /no such webhook/u);
});
