import { env } from "cloudflare:test";
import { beforeAll, expect, test } from "vitest";
import { announceAvailable, countAuthorizations } from "#modules/listings";
import { catalogue } from "../../src/modules/listings/catalogue";
import { newMemberClient, newUser, newUserClient } from "../support/accounts";
import { expectProblem } from "../support/expect-problem";
import { Client, newBuilder, newClient, newKey } from "../support/harness";
import {
  authorize,
  builtVersion,
  type Directory,
  emit,
  installation,
  newAppListing,
  seedCatalogue,
} from "../support/listings";

const anyone = new Client("", undefined);
const list = (query = "", client = anyone) => client.get<Directory>(`/v1/marketplace/integrations${query}`);
const search = async (q: string) => (await list(`?q=${encodeURIComponent(q)}`)).body.data.map(({ slug }) => slug);
const get = (slug: string, client = anyone) => client.get(`/v1/marketplace/integrations/${slug}`);
const updatedAt = (slug: string) =>
  env.PLATFORM_DB.prepare("select updated_at, install_count from integration_listings where slug = ?")
    .bind(slug)
    .first();

beforeAll(() => seedCatalogue());

async function everyPage(query: string, client = anyone): Promise<Directory["data"]> {
  const all: Directory["data"] = [];
  for (let cursor = ""; ;) {
    const { status, body } = await list(`${query}${cursor}`, client);
    expect(status).toBe(200);
    all.push(...body.data);
    if (body.next_cursor === null) return all;
    cursor = `&cursor=${body.next_cursor}`;
  }
}

test("anyone sees every listing of the catalogue, planned as long as it is neither built nor built in", async () => {
  const all = (await everyPage("?limit=17&sort=name")).filter(({ provided_by: by }) => by === "platform");
  expect(all.map(({ slug }) => slug).toSorted()).toEqual(catalogue.map(({ slug }) => slug).toSorted());
  const available = all.filter(({ status }) => status === "available").map(({ slug }) => slug);
  const builtIn = catalogue.filter(({ consolePath }) => consolePath).map(({ slug }) => slug);
  expect(available.toSorted()).toEqual(builtIn.toSorted());
});

test.each(["popularity", "rating", "newest", "name"])("pages by %s are one list", async (sort) => {
  const whole = (await list(`?limit=100&sort=${sort}`)).body.data.map(({ slug }) => slug);
  const paged = (await everyPage(`?limit=7&sort=${sort}`)).map(({ slug }) => slug);
  expect(paged.slice(0, whole.length)).toEqual(whole);
  expect(new Set(paged).size).toBe(paged.length);
});

test("names are in alphabetical order, whatever their case", async () => {
  const names = (await everyPage("?limit=50&sort=name")).map(({ name }) => name.toLowerCase());
  expect(names).toEqual(names.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0)));
});

test("finds as it is typed, by any word, in any order and however it is spaced", async () => {
  for (const typed of ["q", "qui", "quickb", "QuickBooks", "quick books", "online quickbooks", "  QUICKBOOKS   onl "])
    expect([typed, (await search(typed)).includes("quickbooks-online")]).toEqual([typed, true]);
  expect((await search("quickbooks online"))[0]).toBe("quickbooks-online");
  expect((await search("xero"))[0]).toBe("xero");
  expect(await search("forecasts")).toContain("noaa-weather");
  expect(await search("quickbooks zzzz")).toEqual([]);
});

test.each([
  ['"'],
  ['" OR *'],
  ["NEAR(a b)"],
  ["name:xero AND NOT x"],
  ["*"],
  ["^xero"],
  ["x'; drop table integration_listings; --"],
  ["🏠"],
  ["e\u0301\u0301\u0301"],
  ["\\"],
  ["()"],
  ["- -"],
  ["a".repeat(200)],
  ["a b c d e f g h i j k l m n o p"],
])("a search for %s is no fault", async (typed) => {
  for (const sort of ["", "&sort=name", "&sort=relevance"])
    expect((await list(`?q=${encodeURIComponent(typed)}${sort}`)).status).toBe(200);
});

test("searches pages of relevance without losing or repeating any", async () => {
  const whole = (await list("?limit=100&q=project")).body;
  expect(whole.total).toBeGreaterThan(10);
  const paged = await everyPage("?limit=3&q=project");
  expect(paged.map(({ slug }) => slug)).toEqual(whole.data.map(({ slug }) => slug));
});

test.each([
  ["?q=a%00b", "?q"],
  [`?q=${"a".repeat(201)}`, "?q"],
  ["?category=nonsense", "?category"],
  ["?category[in]=accounting,nonsense", "?category[in]"],
  ["?kind=magic", "?kind"],
  ["?installed=maybe", "?installed"],
  ["?sort=-name", "?sort"],
  ["?sort=relevance", "?sort"],
  ["?limit=0", "?limit"],
  ["?limit=101", "?limit"],
  ["?cursor=abc", "?cursor"],
  ["?q=a&q=b", "?q"],
  ["?colour=red", "?colour"],
])("refuses %s and names it", async (query, pointer) => {
  expect(expectProblem(await list(query), "invalid_request").errors[0]?.pointer).toBe(pointer);
});

test("a cursor is good for its own question alone", async () => {
  const { next_cursor: cursor } = (await list("?limit=1&sort=name")).body;
  for (const query of ["?sort=newest", "?sort=name&q=xero", "?sort=name&category=crm"])
    expectProblem(await list(`${query}&cursor=${cursor}`), "invalid_request");
});

test("filters, and facets count what each value would show while the others stay", async () => {
  const of = (field: string, value: string) =>
    catalogue.filter((entry) => entry[field as "category"] === value && field !== "");
  const { body } = await list("?category=accounting&limit=100");
  expect(body.total).toBe(of("category", "accounting").length);
  expect(new Set(body.data.map(({ category }) => category))).toEqual(new Set(["accounting"]));
  expect(body.facets.category.find(({ value }) => value === "weather")?.count).toBe(of("category", "weather").length);
  expect(body.facets.kind.reduce((sum, { count }) => sum + count, 0)).toBe(body.total);
  expect(body.facets.installed).toEqual([]);
  const two = await list("?category[in]=accounting,weather&kind=live_api&limit=100");
  expect(two.body.data.map(({ slug }) => slug)).toContain("xero");
  for (const { category, kind } of two.body.data)
    expect([["accounting", "weather"].includes(String(category)), kind]).toEqual([true, "live_api"]);
  expect((await list("?category=crm&category[in]=weather")).body.total).toBe(0);
});

test("tells everything of one integration, and refuses what is none", async () => {
  const { body } = await get("noaa-weather");
  const entry = catalogue.find(({ slug }) => slug === "noaa-weather");
  expect(body).toMatchObject({
    name: entry?.name,
    kind: "live_api",
    status: "planned",
    long_description: entry?.about.join("\n\n"),
    setup_guide: entry?.setup,
    permissions: entry?.permissions,
    data_read: entry?.reads,
    data_written: entry?.writes,
    pricing_note: entry?.vendorCost,
    versions: [],
    health: null,
    incidents: [],
    install_count: 0,
    installed: null,
    ratings: { average: null, count: 0, score: 3.5, histogram: [0, 0, 0, 0, 0] },
  });
  for (const slug of ["nope", "Xero", "a--b", "%00", "x".repeat(101), "xero'--"])
    expectProblem(await get(slug), "not_found");
});

test("is cached for everybody, and for nobody with a credential", async () => {
  const open = await get("xero");
  expect(open.headers.get("cache-control")).toBe("public, max-age=60");
  expect(open.headers.get("vary")).toContain("Authorization");
  const again = await anyone.get("/v1/marketplace/integrations/xero", {
    "if-none-match": `"x", ${open.headers.get("etag") ?? ""}`,
  });
  expect([again.status, again.body]).toEqual([304, ""]);
  const client = await newClient();
  expect((await get("xero", client)).headers.get("cache-control")).toBe("private, no-cache");
  expectProblem(await get("xero", new Client("", "ross_live_nonsense")), "unauthenticated");
  const { cookie } = await newUser();
  expect((await anyone.get("/v1/marketplace/integrations/xero", { cookie })).status).toBe(200);
  const named = { cookie, "x-builder-id": await newBuilder() };
  expectProblem(await anyone.get("/v1/marketplace/integrations/xero", named), "forbidden");
});

test("says what a builder has installed, to the builder alone", async () => {
  expectProblem(await list("?installed=true"), "unauthenticated");
  const client = await newClient({ shard: 1 });
  const other = await newClient();
  await emit({ builderId: client.builderId, shard: 1 }, "integration.installed", "slack");
  await installation(client.builderId, "slack", (row) => row.is_installed === 1);
  const mine = await list("?installed=true", client);
  expect(mine.body.data.map(({ slug, installed }) => [slug, installed])).toEqual([["slack", true]]);
  expect(mine.body.facets.installed).toContainEqual({ value: "true", count: 1 });
  expect((await list("?installed=true", other)).body.total).toBe(0);
  expect((await get("slack", other)).body).toMatchObject({ installed: false, install_count: 1 });
  expect((await everyPage("?installed=false&limit=50", client)).map(({ slug }) => slug)).not.toContain("slack");
  await emit({ builderId: client.builderId, shard: 1 }, "integration.uninstalled", "slack");
  await installation(client.builderId, "slack", (row) => row.is_installed === 0);
  expect((await get("slack", client)).body).toMatchObject({ installed: false, install_count: 0 });
});

test("an application's listing is one of them; its installs are the builders that let it in", async () => {
  const developer = await newUserClient();
  const { applicationId } = await newAppListing("third-party-sync", developer.user.id);
  expect(await search("third party")).toContain("third-party-sync");
  const [builder, twice] = [await newBuilder(), await newBuilder()];
  const sandbox = await newBuilder({ environment: "sandbox" });
  for (const id of [builder, twice, twice, sandbox]) await authorize(applicationId, id);
  await countAuthorizations(env, Date.now());
  const client = new Client(builder, (await newKey(builder)).key);
  expect((await get("third-party-sync", client)).body).toMatchObject({
    provided_by: "developer",
    developer_name: "Test user",
    status: "available",
    installed: true,
    install_count: 2,
  });
});

test("seeding again changes nothing; a new text is found at once, and what left the catalogue is gone", async () => {
  const before = await updatedAt("xero");
  await seedCatalogue();
  expect(await updatedAt("xero")).toEqual(before);
  const changed = catalogue.map((entry) =>
    entry.slug === "xero" ? { ...entry, description: "Now with zanzibarium.", tagline: "It's new" } : entry,
  );
  await seedCatalogue(new Map(), changed);
  expect(await search("zanzibar")).toEqual(["xero"]);
  await seedCatalogue(
    new Map(),
    catalogue.filter(({ slug }) => slug !== "xero"),
  );
  expectProblem(await get("xero"), "not_found");
  await seedCatalogue();
  expect((await get("xero")).status).toBe(200);
  expect(await search("zanzibar")).toEqual([]);
});

test("a slug of the catalogue that an application holds stops the seeding, and changes nothing", async () => {
  const developer = await newUser();
  await newAppListing("taken", developer.id);
  const entry = { ...catalogue[0], slug: "taken", name: "Ours" } as (typeof catalogue)[number];
  await expect(seedCatalogue(new Map(), [...catalogue, entry])).rejects.toThrow("malformed JSON");
  expect((await get("taken")).body).toMatchObject({ name: "taken", provided_by: "developer" });
});

test("followers of a planned integration are told once when it becomes available", async () => {
  const [member, admin, left] = [
    await newMemberClient("member"),
    await newMemberClient("admin"),
    await newUserClient(),
  ];
  const path = "/v1/marketplace/integrations/dropbox/follow";
  for (const user of [member, admin, left, member]) {
    const reply = await user.put(path, undefined);
    expect([reply.status, reply.body]).toMatchObject([200, { slug: "dropbox", is_following: true }]);
  }
  expect((await left.delete(path)).status).toBe(204);
  expect((await left.delete(path)).status).toBe(204);
  expectProblem(await member.put("/v1/marketplace/integrations/nope/follow", undefined), "not_found");
  expectProblem(await anyone.put(path, undefined, { origin: env.PUBLIC_URL }), "unauthenticated");
  expect(await announceAvailable(env, Date.now())).toBe(0);

  await seedCatalogue(builtVersion("dropbox"));
  const told = await Promise.all([1, 2, 3].map(() => announceAvailable(env, Date.now())));
  expect(told.reduce((sum, count) => sum + count, 0)).toBe(2);
  for (const user of [member, admin]) {
    const notices = await user.get<{ data: { kind: string; title: string }[] }>("/v1/notifications");
    expect(notices.body.data).toMatchObject([{ kind: "listing_available", title: "Dropbox is available" }]);
  }
  expect((await left.get<{ data: unknown[] }>("/v1/notifications/own")).body.data).toEqual([]);
  expect(await announceAvailable(env, Date.now())).toBe(0);
  expectProblem(await member.put(path, undefined), "invalid_state");
  expect((await get("dropbox")).body).toMatchObject({
    status: "available",
    permissions: ["Read your projects"],
    versions: [{ version: "v1", upstream_version: "2.0", status: "current", upgrade_deadline: null }],
  });
  expect((await list("?sort=newest&limit=1")).body.data[0]?.slug).toBe("dropbox");
  await seedCatalogue();
});

type Field = { name: string; kind: string; required: boolean; default: unknown };
type Form = {
  config: Field[];
  credentials: Field[];
  connection: string;
  syncs: { name: string; model: string }[];
};

test("a listing says what installing it asks for, and the install takes just that", async () => {
  const formOf = async (slug: string) =>
    (await anyone.get<{ install_form: Form | null }>(`/v1/marketplace/integrations/${slug}`)).body.install_form;
  const weather = await formOf("noaa-weather");
  expect(weather?.config).toMatchObject([
    { name: "contact_email", kind: "email", required: true, default: null },
    { name: "cold_below_f", kind: "number", required: false, default: "40", minimum: 0, maximum: 70 },
    { name: "evaporation_above", default: "0.2" },
    { name: "concrete_temperature_f", default: null },
    { name: "precipitation_day_in" },
  ]);
  expect(weather).toMatchObject({ credentials: [], connection: "none" });
  expect(weather?.syncs).toMatchObject([{ model: "weather_forecast" }, { model: "weather_alert", every_minutes: 5 }]);
  const opengov = await formOf("opengov-permits");
  expect(opengov?.credentials.map(({ name, kind }) => [name, kind])).toContainEqual(["client_secret", "secret"]);
  expect(await formOf("xero")).toMatchObject({ connection: "sign_in" });
  expect(await formOf("box")).toBeNull();
  const client = await newClient();
  const refused = await client.post("/v1/marketplace/integrations/opengov-permits/install", { permissions: [] });
  const pointers = expectProblem(refused, "invalid_request").errors.map(({ pointer }) => pointer);
  const required = opengov?.config.filter((field) => field.required).map(({ name }) => `/config/${name}`) ?? [];
  expect(pointers.filter((pointer) => pointer.startsWith("/config"))).toEqual(required);
});
