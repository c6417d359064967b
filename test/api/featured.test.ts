import { env, SELF } from "cloudflare:test";
import { beforeAll, expect, test } from "vitest";
import { newUserClient } from "../support/accounts";
import { expectProblem } from "../support/expect-problem";
import { newAddress, newClient } from "../support/harness";
import { seedCatalogue } from "../support/listings";

beforeAll(() => seedCatalogue());

type Summary = { slug: string; is_featured: boolean; has_incident: boolean };

async function firstOf(path = ""): Promise<Summary | undefined> {
  const { body } = await (await newClient()).get<{ data: Summary[] }>(`/v1/marketplace/integrations?limit=3${path}`);
  return body.data[0];
}

const directory = async () =>
  await (
    await SELF.fetch(new URL("/marketplace/", env.PUBLIC_URL), { headers: { "cf-connecting-ip": newAddress() } })
  ).text();

test("what an admin features comes first, says so, and is in the audit log; by name it stands where it stood", async () => {
  const admin = await newUserClient({ isPlatformAdmin: true });
  const byName = await firstOf("&sort=name");
  const path = "/v1/admin/integrations/xero/featured";
  expect((await admin.put(path, { is_featured: true })).body).toEqual({ is_featured: true });
  expect(await firstOf()).toMatchObject({ slug: "xero", is_featured: true });
  expect(await firstOf("&sort=name")).toEqual(byName);
  expect(await directory()).toContain('<span class="badge featured">Featured</span>');
  const { results } = await env.PLATFORM_DB.prepare(
    "select actor_id, action from audit_log where subject_type = 'integration' and subject_id = 'xero'",
  ).all();
  expect(results).toEqual([{ actor_id: admin.user.id, action: "integration.featured" }]);

  expect((await admin.put(path, { is_featured: false })).status).toBe(200);
  expect(await firstOf()).toMatchObject({ is_featured: false });
  expect(await directory()).not.toContain("Featured");
});

test("only admins feature, and only what is listed", async () => {
  const [admin, user] = [await newUserClient({ isPlatformAdmin: true }), await newUserClient()];
  const body = { is_featured: true };
  expectProblem(await user.put("/v1/admin/integrations/xero/featured", body), "forbidden");
  expectProblem(await admin.put("/v1/admin/integrations/no-such-thing/featured", body), "not_found");
  expectProblem(await admin.put("/v1/admin/integrations/xero/featured", {}), "invalid_request");
});

test("an open incident shows with the listing, in the list and on the page", async () => {
  const admin = await newUserClient({ isPlatformAdmin: true });
  const stateOf = async () => {
    const { body } = await (await newClient()).get<Summary>("/v1/marketplace/integrations/noaa-weather");
    return body.has_incident;
  };
  expect(await stateOf()).toBe(false);
  await admin.post("/v1/admin/integrations/noaa-weather/kill", { reason: "It sends wrong data." });
  expect(await stateOf()).toBe(true);
  await admin.post("/v1/admin/integrations/noaa-weather/restore");
  expect(await stateOf()).toBe(false);
});
