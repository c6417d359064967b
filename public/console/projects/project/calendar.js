import { get, post, remove } from "/assets/ui/api.js";
import { at, day } from "/assets/ui/format.js";
import { html, nothing } from "/assets/ui/html.js";
import { confirm, toast } from "/assets/ui/overlay.js";
import { card, reveal, smallButton, smallLink } from "/assets/ui/parts.js";
import { toProblem } from "/assets/ui/problem.js";
import { resource, show } from "/assets/ui/resource.js";
import { skeleton } from "/assets/ui/states.js";
import { subscribeLinks } from "/console/projects/project/calendar-links.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */
/** @typedef {Schemas["CalendarFeed"]} Feed */

const SLUG = "ical";
const TITLE = "In your calendar";

/** @param {string} id of the project */
async function load(id) {
  const [feeds, installs] = await Promise.all([
    get("/calendar-feeds", { query: { project_id: id } }),
    get("/installs", { query: { slug: SLUG } }),
  ]);
  return { feed: feeds.data[0], install: installs.data.find(({ status }) => status !== "uninstalled") };
}

/** @param {string} title @param {string} text @returns {Promise<boolean>} */
const sure = (title, text) => confirm({ title, text: html`<p>${text}</p>`, action: title.replace("?", "") });

/** Does something about the address. @param {() => Promise<unknown>} work */
async function attempt(work) {
  try {
    await work();
  } catch (error) {
    toast(toProblem(error).message, "bad");
  }
}

/** @param {string} url @param {string} name @param {() => void} done */
const newAddress = (url, name, done) => {
  const links = subscribeLinks(url, name);
  return reveal({
    title: "The calendar's address",
    secret: url,
    label: "the address",
    text: `Copy it now, or open it in your calendar: it is never shown again. Whoever has it sees the dates of this project. ${
      links.length === 0 ? "Calendars on the internet cannot reach this address." : ""
    }`,
    done: html`${links.map(
        ([label, href]) =>
          html`<a class="button small" href=${href} target="_blank" rel="noopener noreferrer">${label}</a>`,
      )} <button type="button" class="button small main" @click=${done}>I have stored it</button>`,
  });
};

const LEAD = html`<p>
  Tasks of the schedules in force and the project's own dates, in Google Calendar, Outlook, Apple Calendar and others
  that subscribe to an address. Calendars look again by themselves, most within a day.
</p>`;

/**
 * The address at which calendars read the dates of a project: made, replaced and ended here.
 * @param {() => void} redraw
 * @param {string} id of the project
 * @param {() => string} nameOf the project
 */
export function calendarView(redraw, id, nameOf) {
  const path = { id };
  const loaded = resource(() => load(id), redraw);
  /** @type {string | undefined} */
  let url;
  const make = () =>
    attempt(async () => {
      ({ url } = await post("/projects/{id}/calendar-feed", { path }));
      loaded.refresh();
    });
  const replace = async () => {
    if (await sure("Replace the address?", "Calendars that have the present one see nothing new from now on."))
      await make();
  };
  const end = async () => {
    if (!(await sure("End the address?", "Calendars that subscribed to it find nothing there from now on."))) return;
    await attempt(async () => {
      await remove("/projects/{id}/calendar-feed", { path });
      loaded.refresh();
    });
  };
  const store = () => {
    url = undefined;
    redraw();
  };

  /** @param {Feed} feed */
  const present = ({ created_at: made, rotated_at: replaced }) => html`
    <p class="soft">
      It has had an address since ${day(made.slice(0, 10))}${replaced ? html`, replaced ${at(replaced)}` : nothing}. The
      address itself is not kept; who has lost it replaces it.
    </p>
    <div class="row">
      ${smallButton("Replace the address", replace)} ${smallButton("End the address", end, { look: "bad-text" })}
    </div>
  `;

  /** @param {Awaited<ReturnType<typeof load>>} value */
  const body = ({ feed, install }) => {
    if (!install)
      return html`${LEAD}
        <div class="row">${smallLink("Install iCal feeds", `/console/integrations/install/?slug=${SLUG}`)}</div>`;
    if (install.status === "paused")
      return html`${LEAD}
        <p class="soft">iCal feeds are paused: no address answers until they are resumed.</p>
        <div class="row">${smallLink("Open iCal feeds", `/console/integrations/integration/?id=${install.id}`)}</div>`;
    if (feed) return html`${LEAD}${present(feed)}`;
    return html`${LEAD}
      <div class="row">${smallButton("Make an address", make, { look: "main" })}</div>`;
  };

  return () =>
    url === undefined
      ? card({ title: TITLE, body: show(loaded, body, { loading: skeleton(3) }) })
      : newAddress(url, nameOf(), store);
}
