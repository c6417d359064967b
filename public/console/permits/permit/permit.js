import { get, getVersioned } from "/assets/ui/api.js";
import { html, nothing } from "/assets/ui/html.js";
import { openBuilderPage } from "/assets/ui/page.js";
import { heading } from "/assets/ui/parts.js";
import { pages, resource, show } from "/assets/ui/resource.js";
import { note, skeleton } from "/assets/ui/states.js";
import { applicationForm, isOpen } from "/console/permits/permit/application.js";
import { buttons } from "/console/permits/permit/actions.js";
import { historyCard, standing } from "/console/permits/permit/standing.js";
import { permitBadge } from "/console/permits/shown.js";
import { projectLink } from "/console/projects/shown.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */
/**
 * @typedef {object} Opened
 * @property {Schemas["Permit"]} permit
 * @property {string | undefined} etag
 * @property {Schemas["PermitApplication"]} filled
 * @property {Schemas["Project"]} project
 */
/**
 * What the parts of the page work with.
 * @typedef {object} Place
 * @property {() => Opened} opened
 * @property {() => Promise<void>} reload
 * @property {() => void} redraw
 */

const id = new URLSearchParams(location.search).get("id") ?? "";
const POLL_MS = 3000;
/** What is tried longer than that is looked at again by who waits for it. */
const PATIENCE_MS = 120_000;

/** @returns {Promise<Opened>} */
async function load() {
  const path = { id };
  const [{ body: permit, etag }, filled] = await Promise.all([
    getVersioned("/permits/{id}", { path }),
    get("/permits/{id}/application", { path }),
  ]);
  const project = await get("/projects/{id}", { path: { id: permit.project_id } });
  return { permit, etag, filled, project };
}

/** What stands over everything else, as the API says it. @param {Opened} opened */
function notices({ permit, filled: { reason, jurisdiction } }) {
  const { status, submission_error: error } = permit;
  const portal = jurisdiction?.portal_url;
  const leads = portal
    ? html`<a href=${portal} rel="noopener noreferrer" target="_blank">Open the portal</a>`
    : nothing;
  if (status === "submission_failed")
    return note("bad", html`<strong>It could not be filed electronically.</strong> ${error} ${leads}`);
  if (status === "submitting")
    return error
      ? note("warn", html`<strong>It could not be filed yet, and is tried again.</strong> ${error} ${leads}`)
      : note(
          "info",
          "It is being filed with the jurisdiction's system, once. It goes on by itself for up to 24 hours.",
        );
  if (status === "manual")
    return note(
      "info",
      html`<strong>It is filed by hand.</strong> Print the application or enter it in the jurisdiction's portal, and
        then enter its number and status here. ${leads}`,
    );
  if (status === "draft" && reason) return note("info", html`${reason} It can be filed by hand at any time. ${leads}`);
  if (status === "withdrawn" && permit.submitted_at)
    return note("warn", html`The jurisdiction has the application: withdraw it there as well. ${leads}`);
  return nothing;
}

openBuilderPage(({ redraw }) => {
  const opened = resource(load, redraw);
  const history = pages("/permits/{id}/statuses", redraw, () => ({ path: { id } }));
  let following = false;

  const reload = async () => {
    await Promise.all([opened.load(), history.load()]);
    void follow();
  };
  /** Looks at what is being filed until it is, or for a while. */
  const follow = async () => {
    if (following) return;
    following = true;
    const until = Date.now() + PATIENCE_MS;
    while (opened.value?.permit.status === "submitting" && !opened.problem && Date.now() < until) {
      await new Promise((done) => setTimeout(done, POLL_MS));
      if (!document.hidden) await Promise.all([opened.load(), history.load()]);
    }
    following = false;
  };

  /** @type {Place} */
  const place = {
    opened: () => {
      if (!opened.value) throw new Error("the permit is not loaded");
      return opened.value;
    },
    reload,
    redraw,
  };
  const application = applicationForm(place);

  /** @param {Opened} value */
  const whole = (value) => {
    if (value.permit.status === "submitting") void follow();
    const parts = [application(), historyCard(history)];
    // Before it is filed one fills it in, and afterwards one follows it.
    if (!isOpen(value.permit)) parts.reverse();
    return html`<div class="stack">${notices(value)} ${standing(value)} ${parts}</div>`;
  };

  return () => html`
    ${heading({
      title: opened.value
        ? html`<span class="named">${opened.value.permit.title} ${permitBadge(opened.value.permit.status)}</span>`
        : "Permit",
      lead: opened.value
        ? html`<a href=${projectLink(opened.value.project.id)}>${opened.value.project.name}</a>`
        : undefined,
      back: { href: "/console/permits/", label: "Permits" },
      actions: opened.value ? buttons(place) : undefined,
    })}
    ${show(opened, whole, { loading: skeleton(8) })}
  `;
});
