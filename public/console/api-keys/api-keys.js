import { ago, at, number } from "/assets/ui/format.js";
import { html, nothing } from "/assets/ui/html.js";
import { icon } from "/assets/ui/icons.js";
import { openBuilderPage } from "/assets/ui/page.js";
import { card, heading, pager, smallButton, table } from "/assets/ui/parts.js";
import { pages, show } from "/assets/ui/resource.js";
import { empty, note } from "/assets/ui/states.js";
import { beginning, revokeKey, rollKey, stateBadge, stateOf } from "/console/api-keys/actions.js";
import { ALL_SCOPES } from "/console/scopes.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */
/** @typedef {Schemas["ApiKey"]} Key */

/** @param {Key} key */
const scopeSummary = ({ scopes }) =>
  scopes.length === ALL_SCOPES.length ? "Everything" : `${scopes.length} of ${ALL_SCOPES.length}`;

const createLink = html`<a class="button main" href="/console/api-keys/new/">${icon("plus")}Create a key</a>`;

/** @param {boolean} mayManage */
const nothingYet = (mayManage) =>
  empty({
    icon: "key",
    title: "No API keys yet",
    text: "A key lets a program of yours read and change what you allow it to, and nothing else.",
    action: mayManage ? createLink : undefined,
  });

openBuilderPage(({ mayManage, isSandbox, redraw }) => {
  const keys = pages("/api-keys", redraw);

  /** @param {(key: Key) => Promise<boolean>} action @param {Key} key */
  const run = async (action, key) => {
    if (await action(key)) keys.refresh();
  };

  /** @param {Key} key */
  const actions = (key) =>
    mayManage && stateOf(key) === "active"
      ? html`${smallButton("Roll", () => run(rollKey, key), { label: `Roll ${key.name}` })}
        ${smallButton("Revoke", () => run(revokeKey, key), { label: `Revoke ${key.name}`, look: "bad-text" })}`
      : nothing;

  const list = () =>
    table({
      caption: "API keys",
      rows: keys.rows,
      columns: [
        {
          label: "Name",
          main: true,
          cell: (key) =>
            html`<div>
              <a href="/console/api-keys/key/?id=${key.id}">${key.name}</a><br /><small
                ><code>${beginning(key)}</code></small
              >
            </div>`,
        },
        { label: "Status", cell: stateBadge },
        { label: "Scopes", cell: scopeSummary },
        { label: "Limit a minute", kind: "number", cell: (key) => number(key.rate_limit) },
        { label: "Last used", cell: (key) => ago(key.last_used_at) },
        { label: "Expires", cell: (key) => at(key.expires_at, "Never") },
        { label: "Actions", kind: "actions", cell: actions },
      ],
    });

  return () => html`
    ${heading({
      title: "API keys",
      lead: isSandbox
        ? "Keys of the sandbox begin with ross_test_ and never reach live data."
        : "One key for each program, with the scopes it needs. A revoked key fails on its very next request.",
      actions: mayManage ? createLink : undefined,
    })}
    <div class="stack">
      ${mayManage ? nothing : note("info", "Only owners and admins create, roll and revoke keys.")}
      ${card({
        flush: true,
        body: show(keys, ({ data }) => (data.length === 0 ? nothingYet(mayManage) : html`${list()}${pager(keys)}`)),
      })}
    </div>
  `;
});
