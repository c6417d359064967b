import { get } from "/assets/ui/api.js";
import { at } from "/assets/ui/format.js";
import { html, nothing } from "/assets/ui/html.js";
import { openBuilderPage } from "/assets/ui/page.js";
import { card, codeBlock, copyable, facts, heading, table } from "/assets/ui/parts.js";
import { resource, show } from "/assets/ui/resource.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */

const id = new URLSearchParams(location.search).get("id") ?? "";

/** Where something is to be done about it. @param {Schemas["Event"]} event */
const placeOf = ({ type, data }) =>
  type === "integration.conflict_opened"
    ? html`<a class="button" href="/console/integrations/integration/?id=${data["install_id"]}&view=links"
        >Go to the conflict</a
      >`
    : undefined;

/** @param {unknown} value */
const said = (value) => html`<code>${JSON.stringify(value)}</code>`;

/** @param {Schemas["Event"]} event */
function changes({ data, previous_attributes: before }) {
  if (!before) return nothing;
  const names = Object.keys(before).filter((name) => name !== "updated_at");
  if (names.length === 0) return nothing;
  return card({
    title: "What changed",
    flush: true,
    body: table({
      caption: "What changed",
      rows: names,
      columns: [
        { label: "Field", main: true, cell: (name) => html`<code>${name}</code>` },
        { label: "Before", cell: (name) => said(before[name]) },
        { label: "After", cell: (name) => said(data[name]) },
      ],
    }),
  });
}

openBuilderPage(({ redraw }) => {
  const event = resource(() => get("/events/{id}", { path: { id } }), redraw);
  return () => html`
    ${heading({
      title: event.value?.type ?? "Event",
      back: { href: "/console/events/", label: "Events" },
      actions: event.value ? placeOf(event.value) : undefined,
    })}
    ${show(
      event,
      (value) =>
        html`<div class="stack">
          ${card({
            body: facts([
              ["Happened", at(value.created_at)],
              ["Id", copyable(value.id, "the id")],
              ["Version of its shape", value.api_version],
            ]),
          })}
          ${changes(value)}
          ${card({
            title: "As webhooks send it",
            body: codeBlock(JSON.stringify(value, null, 2), { label: "the event" }),
          })}
        </div>`,
    )}
  `;
});
