import { env, SELF } from "cloudflare:test";
import { beforeAll, expect, test } from "vitest";
import { newId } from "#lib/ids";
import { recordHealth } from "#modules/integration-health";
import { INTEGRITY } from "../../src/api/site/integrity";
import { catalogue } from "../../src/modules/listings/catalogue";
import { platformOf } from "../../src/context";
import { newMemberClient, newUser } from "../support/accounts";
import { newAddress, newBuilder } from "../support/harness";
import { authorize, builtVersion, newAppListing, seedCatalogue } from "../support/listings";

beforeAll(() => seedCatalogue());

async function open(path: string, method = "GET") {
  const response = await SELF.fetch(new URL(path, env.PUBLIC_URL), {
    method,
    redirect: "manual",
    headers: { "cf-connecting-ip": newAddress() },
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}
const all = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map((match) => match[1] ?? "");
const unescaped = (text: string) => text.replaceAll("&amp;", "&");

test("every listing is reached from the first page, by links alone", async () => {
  const seen = new Set<string>();
  for (let path: string | undefined = "/marketplace/?sort=name"; path !== undefined;) {
    const { status, text } = await open(path);
    expect(status).toBe(200);
    for (const slug of all(text, /<h2><a href="\/marketplace\/([^/"]+)\/"/gu)) seen.add(slug);
    path = all(text, /rel="next" href="([^"]+)"/gu).map(unescaped)[0];
  }
  expect(catalogue.map(({ slug }) => slug).filter((slug) => !seen.has(slug))).toEqual([]);
  const { text } = await open("/marketplace/?q=&category=weather&sort=relevance");
  expect(all(text, /<h2><a href="\/marketplace\/([^/"]+)\/"/gu).toSorted()).toEqual(["noaa-tides", "noaa-weather"]);
  expect((await open("/marketplace/?q=quick+books")).text).toContain("QuickBooks Online");
});

test.each(catalogue)("the page of $slug tells all of it, and that it is planned or built in", async (entry) => {
  const { status, text } = await open(`/marketplace/${entry.slug}/`);
  const plain = unescaped(text).replaceAll("&#39;", "'").replaceAll("&quot;", '"');
  expect(status).toBe(200);
  for (const said of [entry.name, ...entry.about, ...entry.setup, ...entry.permissions, entry.vendorCost])
    expect(plain).toContain(said);
  const isPlanned = entry.consolePath === undefined;
  expect(plain.includes("is not built yet and cannot be installed")).toBe(isPlanned);
  expect(text.includes(`href="${entry.consolePath}">Open it in the console</a>`)).toBe(!isPlanned);
  expect(text).toContain('<section id="setup">');
});

const SCRIPT = `<script type="module" src="/assets/directory.js" integrity="${INTEGRITY["/assets/directory.js"]}"></script>`;

test("needs no script, allows none but that of the search, nor anything from elsewhere", async () => {
  for (const path of ["/marketplace/", "/marketplace/xero/", "/marketplace/nope/"]) {
    const { headers, text: whole } = await open(path);
    const isSearched = path === "/marketplace/";
    expect(headers.get("content-security-policy")).toBe(
      `default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'${isSearched ? "; script-src 'self'; connect-src 'self'" : ""}`,
    );
    expect(headers.get("integrity-policy")).toBe("blocked-destinations=(script)");
    expect(
      all(whole, /rel="stylesheet" href="[^"]+"([^>]*)/gu).filter((rest) => !/ integrity="sha256-/u.test(rest)),
    ).toEqual([]);
    const text = whole.replace(SCRIPT, "");
    expect(text.length < whole.length).toBe(isSearched);
    expect(headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(text).not.toMatch(/<script|<style| style=| on\w+=/u);
    expect(text).toMatch(/^<!doctype html>/u);
    expect(text.match(/<h1[ >]/gu)).toHaveLength(1);
    expect(text.match(/<main id="content"/gu)).toHaveLength(1);
  }
});

test("addresses end with a slash; what is none is a page that says so", async () => {
  const bare = await open("/marketplace?q=xero");
  expect([bare.status, bare.headers.get("location")]).toEqual([308, "/marketplace/?q=xero"]);
  expect((await open("/marketplace/xero")).headers.get("location")).toBe("/marketplace/xero/");
  for (const path of [
    "/marketplace/nope/",
    "/marketplace/a/b",
    "/marketplace/a/b/",
    "/marketplace/%3Cb%3E/",
    "/marketplace/A/",
  ])
    expect((await open(path)).status).toBe(404);
  expect((await open("/marketplace/?category=nonsense")).status).toBe(400);
  expect((await open("/marketplace/?cursor=abc")).status).toBe(400);
  expect((await open("/marketplace/", "POST")).status).toBe(405);
});

test("what third parties and reviewers write stays text", async () => {
  const evil = `<script>alert("1")</script>'&`;
  const developer = await newUser();
  const { applicationId } = await newAppListing("evil", developer.id);
  await env.PLATFORM_DB.prepare(
    "update integration_listings set name = ?1, tagline = ?1, long_description = ?1, support_url = 'https://x.test/\"onmouseover=1' where slug = 'evil'",
  )
    .bind(evil)
    .run();
  const builderId = await newBuilder();
  await authorize(applicationId, builderId, { daysAgo: 9, used: true });
  const member = await newMemberClient("owner", builderId);
  await member.post("/v1/marketplace/integrations/evil/review", { rating: 4, title: evil, body: evil });
  await env.PLATFORM_DB.prepare(
    "insert into integration_incidents (id, slug, cause, title, opened_at) values (?, 'evil', 'breaker', ?, ?)",
  )
    .bind(newId(Date.now()), evil, Date.now())
    .run();
  const sample = { slug: "evil", version: evil.slice(0, 20), at: Date.now(), ms: 80, outcome: "ok" } as const;
  await recordHealth({ platform: platformOf(env) }, [sample]);
  const { text } = await open("/marketplace/evil/");
  expect(text).toMatch(/<svg [^>]*role="img"\s+aria-label="1 calls? in 30 days/u);
  expect(text.match(/<th scope="row">/gu)).toHaveLength(30);
  expect(text.match(/&lt;script&gt;/gu)?.length).toBeGreaterThan(6);
  expect(text).toContain("Right now:");
  expect(text).toContain('aria-label="4 stars of 5"');
  for (const page of [
    text,
    (await open(`/marketplace/?q=${encodeURIComponent(evil)}`)).text,
    (await open("/marketplace/?q=alert")).text,
  ]) {
    expect(page.replace(SCRIPT, "")).not.toContain("<script");
    expect(page).not.toContain('"onmouseover');
  }
});

test("pictures of what is built are on its page, the first at once and the others when they come into sight, and in the API", async () => {
  expect((await open("/marketplace/noaa-weather/")).text).not.toContain('class="shots"');
  await seedCatalogue(builtVersion("noaa-weather"));
  const pictures = ["settings", "result"].map((name) => `/assets/screenshots/noaa-weather/${name}.webp`);
  const { text } = await open("/api/v1/marketplace/integrations/noaa-weather");
  expect(JSON.parse(text)).toMatchObject({ screenshots: pictures });
  const images = all((await open("/marketplace/noaa-weather/")).text, /<img\s([^>]*screenshots[^>]*)/gu);
  expect(images).toHaveLength(2);
  for (const [index, image] of images.entries()) {
    expect(image).toMatch(/alt="NOAA Weather: [^"]+"\s+width="1120"\s+height="700"/u);
    expect(image).toContain(
      `srcset="${pictures[index]?.replace(".webp", "-small.webp")} 560w, ${pictures[index]} 1120w"`,
    );
    expect(image.includes('loading="lazy"')).toBe(index > 0);
    expect(image.includes('fetchpriority="high"')).toBe(index === 0);
  }
});
