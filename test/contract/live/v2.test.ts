import { afterAll, beforeAll, expect, test } from "vitest";
import type { Api } from "./api";
import { refuseEverything } from "./refusals";
import { startWorld, type World } from "./world";

let world: World;
let api: Api;

beforeAll(async () => {
  world = await startWorld();
  api = await world.api("v2");
});
afterAll(async () => {
  await world.stop();
});

test("projects", async () => {
  const { body: example } = { body: api.routeOf("createProject").operation.requestBody?.content["application/json"] };
  const { body: project, headers } = await api.does("createProject", 201, { body: example?.example });
  expect(project).toMatchObject({ code: "AMI-103", site: { city: "Key Largo" }, contract: { currency: "USD" } });
  const params = { id: String(project["id"]) };
  const etag = headers.get("etag") ?? "";
  await api.does("getProject", 200, { params });
  await api.does("listProjects", 200, { query: { "code[in]": "AMI-103,AMI-104", sort: "-code" } });
  const changed = await api.does("updateProject", 200, {
    params,
    body: { dates: { completed: "2027-03-12" }, contract: { amount_cents: 1 } },
    headers: { "if-match": etag, "content-type": "application/merge-patch+json" },
  });
  expect(changed.body).toMatchObject({ dates: { start: "2026-03-02", completed: "2027-03-12" } });
  await api.does("updateProject", 412, { params, body: { name: "Late" }, headers: { "if-match": etag } });
});

test("what is wrong is said of the fields of this version", async () => {
  const body = { code: "AMI-900", name: "Wrong" };
  const pointers = async (more: object) =>
    (await api.refuses("createProject", 400, { body: { ...body, ...more } })).body["errors"] as { pointer: string }[];
  expect(await pointers({ site: { postal_code: "x" } })).toMatchObject([{ pointer: "/site/postal_code" }]);
  expect(await pointers({ dates: { start: "2026-03-02", target_end: "2026-03-01" } })).toMatchObject([
    { pointer: "/dates/target_end" },
  ]);
  const taken = await api.does("createProject", 409, { body: { code: "AMI-103", name: "Again" } });
  expect(taken.body).toMatchObject({ code: "already_exists", errors: [{ pointer: "/code" }] });
});

test("the document", async () => {
  const { body, headers } = await api.does("getOpenApiDocument", 200, { key: null });
  expect(body["info"]).toMatchObject({ version: "v2" });
  await api.does("getOpenApiDocument", 304, { key: null, headers: { "if-none-match": headers.get("etag") ?? "" } });
});

test("an answer outside the contract is found", async () => {
  const wrong = await world.api("v2", ({ components, paths }) => {
    delete components.schemas["Project"]?.properties?.["site"];
    delete paths["/projects/{id}"]?.["get"]?.responses["404"];
  });
  await expect(wrong.does("listProjects", 200)).rejects.toThrow(/answered 500[^]*additional[^]*site/u);
  const params = { id: "018f3a5e-0000-7000-8000-000000000000" };
  await expect(wrong.does("getProject", 404, { params })).rejects.toThrow(/returned status code/u);
});

test("refusals", async () => {
  await expect(refuseEverything(api, world)).resolves.toBeUndefined();
});
