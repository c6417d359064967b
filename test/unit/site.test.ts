/** The static site says what the product does, links to what there is, and loads nothing from elsewhere. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { DEFAULT_RETRY_SCHEDULE } from "#lib/retry-schedule";
import { entities, eventTypes, pathOf } from "#models";
import { PROBLEMS } from "../../src/api/problem";
import { docsNav } from "../../src/api/site/docs-nav";
import { allScopes } from "../../src/modules/access/scopes";
import { DOCUMENTATION_PAGES } from "../../src/modules/documentation-feedback/pages";
import { CONTENT_TYPES } from "../../src/modules/documents/content-type";

const site = join(import.meta.dirname, "../../public");
const files = readdirSync(site, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".html"));
const pages = new Map(files.map((name) => [`/${name.replace(/(^|\/)index\.html$/u, "$1")}`, read(name)]));

function read(name: string): string {
  return readFileSync(join(site, name), "utf8");
}

const page = (path: string): string => {
  const html = pages.get(path);
  if (html === undefined) throw new Error(`there is no page ${path}`);
  return html;
};
const all = (html: string, pattern: RegExp): string[] => [...html.matchAll(pattern)].map((match) => match[1] ?? "");
const part = (html: string, name: string): string =>
  (new RegExp(`<${name} class="(?:site|side|foot)"[\\s\\S]*?</${name}>`, "u").exec(html)?.[0] ?? "").replaceAll(
    ' aria-current="page"',
    "",
  );
const ids = (html: string): string[] => all(html, / id="([^"]+)"/gu);

/** Paths that the Worker answers, not the site. */
const API = new Set([
  "/.well-known/oauth-authorization-server",
  "/auth/sign-in/form",
  "/auth/sign-up/form",
  "/marketplace/",
  "/docs/events/",
  "/status/",
  "/api/v1/openapi.json",
  "/api/v1/event-types",
  "/api/v1/versions",
  "/api/v1/developer/review-criteria",
]);

/** The Worker has a page of each type of event. */
const eventPages = new Set(eventTypes.map(({ name }) => `/docs/events/${name}/`));

/** A page has one of three frames; the first of each kind is the model of the others. */
const MODELS = { documentation: "/docs/", application: "/console/", account: "/sign-in/" };
const kindOf = (html: string): keyof typeof MODELS =>
  html.includes('<body class="app">') ? "application" : html.includes('class="account"') ? "account" : "documentation";
/** The way back above a page's heading, which is there before its script: what stands below does not move when it comes. */
const BACK = /<(a|span) class="back"[\s\S]*?<\/\1\s*>\s*/u;
/** What an application's page says of itself: its title, its heading, its script and what that imports. */
const frameOf = (html: string): string =>
  html
    .replace(/<title>[^<]*/u, "")
    .replace(BACK, "")
    .replace(/<h1>[^<]*/u, "")
    .replaceAll(/<link\s+rel="modulepreload"[^>]*>\s*/gu, "")
    .replaceAll(/\s*<script\s[^>]*><\/script\s*>/gu, "");

describe.each([...pages])("%s", (path, html) => {
  test("is a whole, accessible page that its security policy lets work", () => {
    expect(html).toMatch(/^<!doctype html>\n<html lang="en">/u);
    expect(html).toContain('<meta name="viewport" content="width=device-width, initial-scale=1" />');
    expect(all(html, /<title>([^<]+)<\/title>/gu)).toHaveLength(1);
    expect(html.match(/<h1[ >]/gu)).toHaveLength(1);
    expect(html.match(/<main id="content"/gu)).toHaveLength(1);
    expect(html).toContain('<a class="skip" href="#content">');
    expect(new Set(ids(html)).size).toBe(ids(html).length);
    expect(html).not.toMatch(/ style="|<style|<script>|<script\s[^>]*>[^<]| on\w+="/u);
    expect(html.match(/<img /gu)?.length).toBe(html.match(/<img [^>]*alt="/gu)?.length);
    const loaded = all(html, /<(?:link|script|img)[^>]*\s(?:href|src)="([^"]+)"/gu);
    expect(loaded.filter((address) => !/^\.?\/(?!\/)/u.test(address))).toEqual([]);
  });

  test("has the frame that all pages of its kind have", () => {
    const kind = kindOf(html);
    const model = page(MODELS[kind]);
    expect(kind === "application" ? frameOf(html) : "").toBe(kind === "application" ? frameOf(model) : "");
    expect(part(html, "header")).toBe(part(model, "header"));
    expect(part(html, "footer")).toBe(part(model, "footer"));
    const hasContents = path.startsWith("/docs/") && path !== "/docs/api/";
    expect(part(html, "nav")).toBe(hasContents ? part(model, "nav") : "");
  });

  test("has the way back that its script draws", () => {
    if (kindOf(html) !== "application") return;
    const [script = ""] = all(html, /<script\s[^>]*src="([^"]+)"/gu);
    const drawn = /\bback(?:: \{|\s=)/u.test(read(script.slice(1)));
    expect(BACK.test(html)).toBe(drawn);
  });

  test("loads what there is", () => {
    const loaded = all(html, /<(?:link|script|img)[^>]*\s(?:href|src)="([^"]+)"/gu);
    const missing = loaded.filter((address) => !existsSync(join(site, address.startsWith("/") ? "." : path, address)));
    expect(missing).toEqual([]);
  });

  test("links to what there is", () => {
    const links = all(html, /<a [^>]*href="([^"]+)"/gu).filter((link) => !/^(?:https:|\?)/u.test(link));
    const dead = links.filter((link) => {
      const [address = "", anchor] = link.split("#");
      const [target = ""] = address.split("?");
      if (API.has(target) || eventPages.has(target)) return false;
      const there = target === "" ? html : pages.get(target);
      return there === undefined || (anchor !== undefined && !ids(there).includes(anchor));
    });
    expect(dead).toEqual([]);
  });
});

test("the side navigation leads to pages that there are", () => {
  const places = all(read("assets/ui/areas.js"), /href: "([^"]+)"/gu);
  expect(places.length).toBeGreaterThan(0);
  expect(places.filter((href) => !pages.has(href) && !API.has(href))).toEqual([]);
});

test("every page of the documentation asks whether it helped, and the API knows it", () => {
  const asking = [...pages].filter(([, html]) => html.includes(' src="/assets/helpful.js"')).map(([path]) => path);
  // The Worker writes those of the events, and a script the other.
  expect([...asking, "/developer/", "/docs/events/"].toSorted()).toEqual([...DOCUMENTATION_PAGES]);
  expect([...pages.keys()].filter((path) => path.startsWith("/docs/")).toSorted()).toEqual(asking.toSorted());
});

test("no two pages have the same title", () => {
  const titles = [...pages.values()].map((html) => /<title>([^<]+)/u.exec(html)?.[1]);
  expect(new Set(titles).size).toBe(titles.length);
});

test("the pages that the Worker writes have the contents of the others", () => {
  const squeezed = (text: string) => text.replaceAll(/\s+(?=[<>])|(?<=>)\s+/gu, "");
  expect(squeezed(docsNav("").text)).toBe(squeezed(part(page("/docs/"), "nav")));
});

test("every kind of problem has a section whose anchor is its code", () => {
  expect(ids(page("/docs/problems/")).filter((id) => id !== "content")).toEqual(Object.keys(PROBLEMS));
});

test("the guides name every scope, collection and content type there is, and the waits between attempts", () => {
  const codes = (path: string) => new Set(all(page(path), /<code>([^<]+)<\/code>/gu));
  const scopes = [...codes("/docs/guides/authentication/")].filter((code) => /^(?:read|write):\w+$/u.test(code));
  expect(scopes.toSorted()).toEqual([...allScopes]);
  const collections = Object.values(entities).filter(({ parent }) => !parent);
  expect([...codes("/docs/")]).toEqual(expect.arrayContaining(collections.map((entity) => `/${pathOf(entity)}`)));
  expect([...codes("/docs/guides/documents/")]).toEqual(expect.arrayContaining([...CONTENT_TYPES]));
  const waits = all(page("/docs/webhooks/"), /<td>\d<\/td>\s*<td>([^<]+)<\/td>/gu);
  const said = (seconds: number) =>
    seconds < 3600
      ? `${seconds / 60} minute${seconds === 60 ? "" : "s"}`
      : `${seconds / 3600} hour${seconds === 3600 ? "" : "s"}`;
  expect(waits).toEqual(["at once", ...DEFAULT_RETRY_SCHEDULE.map(said)]);
});

test("what the API reference loads is copied from its package", () => {
  const { version } = JSON.parse(readFileSync(join(site, "../node_modules/swagger-ui-dist/package.json"), "utf8")) as {
    version: string;
  };
  expect(version).toMatch(/^5\./u);
  const vendored = all(page("/docs/api/"), /="\.\/vendor\/([^"]+)"/gu);
  expect(vendored.toSorted()).toEqual(["swagger-ui-bundle.js", "swagger-ui.css"]);
  for (const name of vendored) expect(existsSync(join(site, "docs/api/vendor", name))).toBe(true);
});
