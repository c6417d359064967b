import type { PublicIncident } from "#modules/incidents";
import { DAYS_TOLD, type Part, type PlatformStatus, readStatus, type State } from "#modules/platform-status";
import type { OpenContext } from "../../context";
import { html, type Html } from "../html";
import { sitePage } from "./frame";
import { duration, momentOf } from "./words";

const STATES: Readonly<Record<State, readonly [label: string, whole: string]>> = {
  operational: ["Operational", "All parts of the platform work"],
  delayed: ["Delayed", "The platform works, and some of it later than it should"],
  down: ["Down", "A part of the platform does not work"],
};

/** How the platform is doing, as a page. */
export async function statusPage(ctx: OpenContext): Promise<Response> {
  const status = await readStatus(ctx);
  const open = status.incidents.filter(({ is_open: isOpen }) => isOpen);
  const past = status.incidents.filter(({ is_open: isOpen }) => !isOpen);
  const body = html`<main id="content" class="page platform">
    <h1>Status</h1>
    ${summary(status, open.length)}
    <p class="facts"><span>As of ${momentOf(new Date(ctx.now).toISOString())}</span></p>
    <section id="parts">
      <h2>The platform</h2>
      <ul class="parts">
        ${status.parts.map(part)}
      </ul>
    </section>
    <section id="open">
      <h2>Integrations in trouble now</h2>
      ${open.length === 0 ? html`<p>None.</p>` : incidentList(open)}
    </section>
    <section id="past">
      <h2>Over, in the last ${String(DAYS_TOLD)} days</h2>
      ${past.length === 0 ? html`<p>There was no incident.</p>` : incidentList(past)}
    </section>
    <p>The same as data: <a href="/api/v1/status">/api/v1/status</a>.</p>
  </main>`;
  return sitePage({
    title: "Status · RossOS Marketplace",
    description: "How the platform is doing now, and the incidents of its integrations.",
    body,
    place: "status",
  });
}

function summary({ state }: PlatformStatus, open: number): Html {
  const trouble =
    open === 0 ? "" : open === 1 ? "; one integration is in trouble" : `; ${open} integrations are in trouble`;
  const tone = state === "down" ? "bad" : state === "delayed" || open > 0 ? "warn" : "good";
  return html`<p class="note ${tone}"><strong>${STATES[state][1]}${trouble}.</strong></p>`;
}

const part = ({ name, description, state }: Part): Html =>
  html`<li>
    <div>
      <h3>${name}</h3>
      <p>${description}</p>
    </div>
    <span class="badge ${state}">${STATES[state][0]}</span>
  </li>`;

const CAUSES: Readonly<Record<PublicIncident["cause"], string>> = {
  breaker: "Too many calls to the other side failed",
  kill_switch: "Switched off by the platform",
};

const incidentList = (incidents: readonly PublicIncident[]): Html =>
  html`<ul class="plain">
    ${incidents.map(
      (incident) =>
        html`<li id="${incident.id}">
          <h3><a href="/marketplace/${incident.integration}/">${incident.title}</a></h3>
          <p class="facts">
            <span>${CAUSES[incident.cause]}</span>
            <span>${momentOf(incident.opened_at)}</span>
            <span>${incident.is_open ? "has lasted" : "lasted"} ${duration(incident.duration_seconds)}</span>
          </p>
          ${incident.updates.map(({ body, created_at: at }) => html`<p><span class="soft">${momentOf(at)}</span><br />${body}</p>`)}
        </li>`,
    )}
  </ul>`;
