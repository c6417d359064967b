import { env, SELF } from "cloudflare:test";
import { expect, test } from "vitest";
import { eventTypes } from "#models";
import { eventCatalogue } from "#modules/webhooks";
import { newAddress } from "../support/harness";

async function open(path: string) {
  const response = await SELF.fetch(new URL(path, env.PUBLIC_URL), {
    redirect: "manual",
    headers: { "cf-connecting-ip": newAddress() },
  });
  const text = (await response.text()).replaceAll("&quot;", '"').replaceAll("&#39;", "'").replaceAll("&amp;", "&");
  return { response, text };
}

test("every type of event is in the catalogue and has a page with its sample and its fields", async () => {
  const { text: all } = await open("/docs/events/");
  for (const { name, sample, schema } of eventCatalogue()) {
    expect(all).toContain(`href="/docs/events/${name}/"`);
    const { response, text } = await open(`/docs/events/${name}/`);
    expect(response.status).toBe(200);
    expect(text).toContain(`<h1>${name}</h1>`);
    expect(text).toMatch(/<link rel="modulepreload" href="\/assets\/ui\/api\.js" integrity="sha256-[^"]+" \/>/u);
    expect(text).toContain(JSON.stringify(sample, undefined, 2).replaceAll("<", "&lt;").replaceAll(">", "&gt;"));
    const { data } = (schema as { properties: { data: { properties: object } } }).properties;
    for (const field of Object.keys(data.properties)) expect(text).toContain(`<code>data.${field}</code>`);
  }
  expect(eventTypes.length).toBeGreaterThan(50);
});

test("a field within a list, one that may be null and one of few values are said as such", async () => {
  const { text } = await open("/docs/events/budget.created/");
  const row = (path: string) => text.split("<tr>").find((line) => line.includes(`<code>${path}</code>`));
  expect(row("data.lines[].budgeted_cents")).toContain("<td>integer</td>");
  expect(row("data.notes")).toContain("<td>string, or null</td>");
  expect(row("data.status")).toContain("<td>draft | active | locked</td>");
  expect(row("previous_attributes")).toContain("Optional");
  expect(row("id")).not.toContain("Optional");
  expect(row("id")).toContain("<code>webhook-id</code>");
});

test("what is no type of event is not found, and a page has one address", async () => {
  for (const path of [
    "/docs/events/project.exploded/",
    "/docs/events/%3Cscript%3E/",
    "/docs/eventsy",
    "/docs/events/a/b/",
  ])
    expect([path, (await open(path)).response.status]).toEqual([path, 404]);
  expect((await open("/docs/events/project.exploded/")).text).toContain('<a href="/docs/events/">All event types</a>');
  const { response } = await open("/docs/events/project.created");
  expect([response.status, response.headers.get("location")]).toEqual([308, "/docs/events/project.created/"]);
  expect((await open("/docs/events")).response.headers.get("location")).toBe("/docs/events/");
});
