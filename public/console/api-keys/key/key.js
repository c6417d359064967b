import { get } from "/assets/ui/api.js";
import { ago, at, number } from "/assets/ui/format.js";
import { html, nothing } from "/assets/ui/html.js";
import { openBuilderPage } from "/assets/ui/page.js";
import { card, facts, heading } from "/assets/ui/parts.js";
import { Problem } from "/assets/ui/problem.js";
import { resource, show } from "/assets/ui/resource.js";
import { skeleton } from "/assets/ui/states.js";
import { beginning, revokeKey, rollKey, stateBadge, stateOf } from "/console/api-keys/actions.js";
import { wordsOf } from "/console/scopes.js";
import { usageChart } from "/console/usage.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */
/** @typedef {Schemas["ApiKey"]} Key */

const id = new URLSearchParams(location.search).get("id") ?? "";

/** The API has no operation for one key, so the list is gone through. @returns {Promise<Key>} */
async function find() {
  /** @type {string | undefined} */
  let cursor;
  do {
    const page = await get("/api-keys", { query: { limit: 100, ...(cursor && { cursor }) } });
    const found = page.data.find((key) => key.id === id);
    if (found) return found;
    cursor = page.next_cursor ?? undefined;
  } while (cursor);
  throw new Problem({ code: "not_found", status: 404, title: "Not found", detail: "There is no such API key here." });
}

/** @param {Key} key */
const details = (key) =>
  card({
    body: facts([
      ["Status", stateBadge(key)],
      ["Begins with", html`<code>${beginning(key)}</code>`],
      ["Limit", `${number(key.rate_limit)} requests in any 60 seconds`],
      ["Last used", ago(key.last_used_at)],
      ["Created", at(key.created_at)],
      ["Expires", at(key.expires_at, "Never")],
      ...(key.revoked_at ? [/** @type {const} */ (["Revoked", at(key.revoked_at)])] : []),
      ...(key.rolled_from
        ? [
            /** @type {const} */ ([
              "Replaces",
              html`<a href="/console/api-keys/key/?id=${key.rolled_from}">an earlier key</a>`,
            ]),
          ]
        : []),
    ]),
  });

openBuilderPage(({ mayManage, redraw }) => {
  const key = resource(find, redraw);
  const usage = resource(() => get("/usage", { query: { principal_id: id } }), redraw);

  /** @param {(key: Key) => Promise<boolean>} action @param {Key} value */
  const run = async (action, value) => {
    if (await action(value)) key.refresh();
  };

  /** @param {Key} value */
  const actions = (value) =>
    mayManage && stateOf(value) === "active"
      ? html`<button type="button" class="button" @click=${() => run(rollKey, value)}>Roll</button>
          <button type="button" class="button bad-text" @click=${() => run(revokeKey, value)}>Revoke</button>`
      : nothing;

  return () => html`
    ${heading({
      title: key.value?.name ?? "API key",
      back: { href: "/console/api-keys/", label: "API keys" },
      actions: key.value ? actions(key.value) : undefined,
    })}
    ${show(
      key,
      (value) =>
        html`<div class="stack">
          ${details(value)}
          ${card({
            title: "Requests, last 7 days",
            actions: html`<span class="soft">days in UTC</span>`,
            body: show(usage, ({ data }) => usageChart(data), { loading: skeleton(6) }),
          })}
          ${card({
            title: "What it may do",
            body: html`<ul class="scopes">
              ${value.scopes.map((scope) => html`<li>${wordsOf(scope)} <code class="soft">${scope}</code></li>`)}
            </ul>`,
          })}
        </div>`,
    )}
  `;
});
