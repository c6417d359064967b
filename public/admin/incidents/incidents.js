import { post } from "/assets/ui/api.js";
import { askFor } from "/assets/ui/ask.js";
import { at } from "/assets/ui/format.js";
import { html } from "/assets/ui/html.js";
import { toast } from "/assets/ui/overlay.js";
import { openAdminPage } from "/assets/ui/page.js";
import { badge, card, heading, pager, smallButton, tabs } from "/assets/ui/parts.js";
import { pages, show } from "/assets/ui/resource.js";
import { empty } from "/assets/ui/states.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */

const CAUSES = { breaker: "Too many calls failed", kill_switch: "Switched off by the platform" };
const all = new URLSearchParams(location.search).get("view") === "all";

/** @param {Schemas["Incident"]} incident */
const tell = ({ id, title }) =>
  askFor({
    title: "Tell news of the incident",
    text: html`<p>Everybody sees it on the listing, under “${title}”. It cannot be taken back.</p>`,
    name: "body",
    label: "What is known",
    maxLength: 2000,
    action: "Publish",
    send: (body) => post("/admin/incidents/{id}/updates", { path: { id }, body: { body } }),
  });

/** @param {number} seconds */
const lasted = (seconds) => {
  const minutes = Math.max(1, Math.round(seconds / 60));
  return minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
};

openAdminPage(({ redraw }) => {
  const incidents = pages("/marketplace/incidents", redraw, () => (all ? {} : { query: { is_open: true } }));

  /** @param {Schemas["Incident"]} incident */
  const add = async (incident) => {
    if (!(await tell(incident))) return;
    toast("Published");
    incidents.refresh();
  };

  /** @param {Schemas["Incident"]} incident */
  const one = (incident) =>
    card({
      title: html`<span class="named"
        >${incident.title} ${incident.is_open ? badge("bad", "Goes on") : badge("good", "Over")}</span
      >`,
      actions: smallButton("Tell news", () => add(incident), { label: `Tell news of ${incident.title}` }),
      body: html`
        <p class="soft">
          ${CAUSES[incident.cause]} · <a href="/marketplace/${incident.integration}/">its listing</a> · began
          ${at(incident.opened_at)} · ${incident.is_open ? "so far" : "lasted"} ${lasted(incident.duration_seconds)}
        </p>
        ${
          incident.updates.length === 0
            ? html`<p class="soft">No news has been told yet.</p>`
            : html`<ol class="timeline">
                ${incident.updates.map(
                  ({ body, created_at: time }) =>
                    html`<li>
                      <p class="said">${body}</p>
                      <p class="soft">${at(time)}</p>
                    </li>`,
                )}
              </ol>`
        }
      `,
    });

  return () => html`
    ${heading({ title: "Incidents", lead: "Times when an integration did not work for everybody. They open and close by themselves; the words are yours." })}
    ${tabs("Incidents", [
      { href: "/admin/incidents/", label: "Going on", current: !all },
      { href: "/admin/incidents/?view=all", label: "All", current: all },
    ])}
    ${show(incidents, ({ data }) =>
      data.length === 0
        ? card({
            body: empty({
              icon: "check",
              title: all ? "There has been none" : "Nothing is wrong",
              text: "An incident begins when a breaker opens or an integration is switched off.",
            }),
          })
        : html`<div class="stack">${data.map(one)}${pager(incidents)}</div>`,
    )}
  `;
});
