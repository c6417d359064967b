import { filterRow, Filters } from "/assets/ui/filters.js";
import { ago, at } from "/assets/ui/format.js";
import { html } from "/assets/ui/html.js";
import { card, pager, table } from "/assets/ui/parts.js";
import { missing, pages, show } from "/assets/ui/resource.js";
import { empty } from "/assets/ui/states.js";
import { deliveryLink, STATUSES, statusBadge } from "/console/webhooks/shown.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */
/** @typedef {Schemas["WebhookDelivery"]} Delivery */

const POLL_MS = 2000;

/**
 * The log of a webhook's deliveries.
 * @param {object} parts
 * @param {string} parts.id of the webhook
 * @param {import("/assets/ui/resource.js").Resource<Schemas["EventName"][]>} parts.types
 * @param {() => void} parts.redraw
 */
export function deliveryLog({ id, types, redraw }) {
  const filters = new Filters(["status", "event_type"], () => list.restart());
  const list = pages("/webhooks/{id}/deliveries", redraw, () => ({ path: { id }, query: filters.values }));

  // What is on its way arrives while one watches.
  setInterval(() => {
    const waiting = list.rows.some(({ status }) => status === "pending");
    if (waiting && !list.loading && !document.hidden) list.refresh();
  }, POLL_MS);

  const rows = () =>
    table({
      caption: "Deliveries",
      rows: list.rows,
      columns: [
        {
          label: "Event",
          main: true,
          cell: (/** @type {Delivery} */ delivery) =>
            html`<a href=${deliveryLink(delivery)}><code>${delivery.event_type}</code></a>`,
        },
        { label: "Status", cell: ({ status }) => statusBadge(status) },
        {
          label: "Answer",
          cell: ({ response_status: status, attempt_count: tries }) => status ?? (tries > 0 ? "None" : "–"),
        },
        { label: "Attempts", kind: "number", cell: ({ attempt_count: count }) => count },
        { label: "Happened", cell: ({ created_at: when }) => ago(when) },
        { label: "Next attempt", cell: ({ next_retry_at: when }) => at(when) },
      ],
    });

  const none = () =>
    filters.isEmpty
      ? empty({
          icon: "webhook",
          title: "Nothing was sent yet",
          text: "Deliveries are logged here for 30 days, attempt by attempt.",
        })
      : empty({ icon: "webhook", title: "Nothing matches", text: "Choose other filters to see more." });

  const statuses = Object.entries(STATUSES).map(([value, { label }]) => ({ value, label }));
  const selects = () =>
    html`${filters.select("status", "Status", statuses)}
    ${filters.select(
      "event_type",
      "Event",
      (types.value ?? []).map(({ name }) => ({ value: name, label: name })),
    )}
    ${missing(types, "The kinds of events")}`;

  return {
    list,
    draw: () =>
      html`${filterRow(selects(), list)}
      ${card({
        flush: true,
        body: show(list, ({ data }) => (data.length === 0 ? none() : html`${rows()}${pager(list)}`)),
      })}`,
  };
}
