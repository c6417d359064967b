import { get, post, remove } from "/assets/ui/api.js";
import { ago } from "/assets/ui/format.js";
import { Form, submitButton, textField } from "/assets/ui/form.js";
import { html, nothing } from "/assets/ui/html.js";
import { confirm, toast } from "/assets/ui/overlay.js";
import { badge, card, codeBlock, pager, reveal, smallButton, table } from "/assets/ui/parts.js";
import { toProblem } from "/assets/ui/problem.js";
import { Pages, show } from "/assets/ui/resource.js";
import { empty } from "/assets/ui/states.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */
/** @typedef {Schemas["ApiKey"]} Key */

/** @param {string} key */
const curl = (key) => `curl -H "Authorization: Bearer ${key}" ${location.origin}/api/v1/projects`;

/** @param {Pages<Key>} keys @param {Key} key */
async function revoke(keys, key) {
  const text = html`<p>The next request with it is refused.</p>`;
  if (!(await confirm({ title: `Revoke “${key.name}”?`, text, action: "Revoke" }))) return;
  try {
    await remove("/api-keys/{id}", { path: { id: key.id } });
  } catch (error) {
    toast(toProblem(error).message, "bad");
  }
  keys.refresh();
}

/** @param {Pages<Key>} keys */
const keyTable = (keys) =>
  table({
    caption: "Keys of the sandbox",
    rows: keys.rows,
    columns: [
      {
        label: "Name",
        main: true,
        cell: (key) =>
          html`<div>
            ${key.name}<br /><small><code>ross_test_${key.key_prefix}…</code></small>
          </div>`,
      },
      { label: "Status", cell: (key) => (key.is_active ? badge("good", "Active") : badge("neutral", "Revoked")) },
      { label: "Last used", cell: (key) => ago(key.last_used_at) },
      { label: "Created", cell: (key) => ago(key.created_at) },
      {
        label: "Actions",
        kind: "actions",
        cell: (key) =>
          key.is_active
            ? smallButton("Revoke", () => revoke(keys, key), { label: `Revoke ${key.name}`, look: "bad-text" })
            : nothing,
      },
    ],
  });

/** @param {Schemas["SandboxKey"]} made */
const newKey = ({ key }) =>
  reveal({
    title: "Your test key",
    secret: key,
    label: "the key",
    text: "Copy it now; it is never shown again. It may do everything in the sandbox, and reaches nothing else.",
    done: html`<div class="grow">${codeBlock(curl(key), { label: "a first call" })}</div>`,
  });

/**
 * Keys of the sandbox that the page acts for.
 * @param {() => void} redraw
 */
export function keysCard(redraw) {
  const keys = new Pages((cursor) => get("/api-keys", { query: { limit: 25, ...(cursor && { cursor }) } }), redraw);
  /** @type {Schemas["SandboxKey"] | undefined} */
  let made;
  const form = new Form(["name"], redraw);
  const create = form.onSubmit(async (entries) => {
    made = await post("/developer/sandbox/keys", { body: { name: entries.text("name") } });
    keys.restart();
  });
  const draw = () => html`
    ${made ? newKey(made) : nothing}
    ${card({
      title: "Keys",
      flush: true,
      body: html`
        <form class="row padded key-form" @submit=${create}>
          ${textField({ form, name: "name", label: "Name of a new key", required: true, maxLength: 100, hint: "What it is for, such as CI." })}
          ${submitButton(form, "Create a test key")}
        </form>
        ${form.summary}
        ${show(keys, ({ data }) =>
          data.length === 0
            ? empty({ icon: "key", title: "No keys yet", text: "A key is what your program shows with each request." })
            : html`${keyTable(keys)}${pager(keys)}`,
        )}
      `,
    })}
  `;
  return { draw, refresh: () => keys.refresh() };
}
