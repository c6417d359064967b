import { filterRow, Filters } from "/assets/ui/filters.js";
import { ago } from "/assets/ui/format.js";
import { html, nothing } from "/assets/ui/html.js";
import { openBuilderPage } from "/assets/ui/page.js";
import { badge, card, heading, pager, table } from "/assets/ui/parts.js";
import { missing, pages, resource, show } from "/assets/ui/resource.js";
import { empty } from "/assets/ui/states.js";
import { nameOf } from "/console/events/name-of.js";
import { loadEventTypes } from "/console/event-types.js";

openBuilderPage(({ redraw }) => {
  const types = resource(loadEventTypes, redraw);
  const filters = new Filters(["type"], () => events.restart());
  const events = pages("/events", redraw, () => ({ query: filters.values }));

  const list = () =>
    table({
      caption: "Events",
      rows: events.rows,
      columns: [
        {
          label: "Event",
          main: true,
          cell: (event) =>
            html`<div>
              <a href="/console/events/event/?id=${event.id}" class="whole"><code>${event.type}</code></a>
              ${event.test ? badge("info", "Test") : nothing}
            </div>`,
        },
        { label: "Of", cell: nameOf },
        { label: "Happened", cell: ({ created_at: at }) => ago(at) },
      ],
    });

  const none = () =>
    filters.isEmpty
      ? empty({
          icon: "pulse",
          title: "Nothing has happened yet",
          text: "Every change to a record is an event, whoever made it. They are kept for 30 days.",
        })
      : empty({ icon: "pulse", title: "Nothing matches", text: "No event of this kind in the last 30 days." });

  const options = () => (types.value ?? []).map(({ name }) => ({ value: name, label: name }));

  return () => html`
    ${heading({ title: "Events", lead: "What happened to your records in the last 30 days, newest first." })}
    ${filterRow(
      html`${filters.select("type", "Kind of event", options())} ${missing(types, "The kinds of events")}`,
      events,
    )}
    ${card({
      flush: true,
      body: show(events, ({ data }) => (data.length === 0 ? none() : html`${list()}${pager(events)}`)),
    })}
  `;
});
