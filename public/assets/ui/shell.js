import { get } from "/assets/ui/api.js";
import { areas, placeOf } from "/assets/ui/areas.js";
import { html, nothing, render } from "/assets/ui/html.js";
import { icon } from "/assets/ui/icons.js";
import { toast } from "/assets/ui/overlay.js";
import { toProblem } from "/assets/ui/problem.js";
import { signOut, switchTo } from "/assets/ui/session.js";

/** @typedef {import("/assets/ui/session.js").Session} Session */
/** @typedef {import("/assets/ui/session.js").Environment} Environment */

/** @param {string} id @returns {HTMLElement} a place that every page's HTML has */
function slot(id) {
  const found = document.querySelector(`#${id}`);
  if (!(found instanceof HTMLElement)) throw new Error(`the page has no #${id}`);
  return found;
}

/**
 * Goes to the other builder or environment; a page about one thing of this one would not find it there.
 * @param {string} builderId
 * @param {Environment} environment
 */
export async function goTo(builderId, environment) {
  try {
    await switchTo(builderId, environment);
    const here = placeOf(location.pathname);
    location.assign(here?.startsWith("/console/") ? here : "/console/");
  } catch (error) {
    toast(toProblem(error).message, "bad");
  }
}

async function leave() {
  try {
    await signOut();
  } catch (error) {
    toast(toProblem(error).message, "bad");
  }
}

/** @param {Session} session */
const builderMenu = ({ builder, builders, environment }) => html`
  <button type="button" class="switcher" popovertarget="builder-menu">
    <span class="switcher-name">${builder?.name ?? "No builder yet"}</span>${icon("chevron")}
  </button>
  <div id="builder-menu" class="menu at-left" popover>
    <p class="menu-title">Builders</p>
    ${builders.map(
      (each) =>
        html`<button
          type="button"
          class="menu-item"
          aria-current=${each.id === builder?.id ? "true" : nothing}
          @click=${() => goTo(each.id, "live")}
        >
          <span>${each.name}</span><span class="soft">${each.role}</span>
          ${each.id === builder?.id ? icon("check") : nothing}
        </button>`,
    )}
    <a class="menu-item" href="/account/">Create a builder</a>
    ${
      builder
        ? html`<p class="menu-title">Data</p>
            ${
              /** @type {const} */ (["live", "sandbox"]).map(
                (each) =>
                  html`<button
                    type="button"
                    class="menu-item"
                    aria-current=${each === environment ? "true" : nothing}
                    @click=${() => goTo(builder.id, each)}
                  >
                    <span>${each === "live" ? "Live" : "Sandbox"}</span>
                    <span class="soft">${each === "live" ? "the real business" : "invented, to try things on"}</span>
                    ${each === environment ? icon("check") : nothing}
                  </button>`,
              )
            }`
        : nothing
    }
  </div>
`;

/** @param {Session} session */
const accountMenu = ({ user }) => html`
  <button type="button" class="icon-button" popovertarget="account-menu" aria-label="Your account">
    ${icon("user")}
  </button>
  <div id="account-menu" class="menu at-right" popover>
    <p class="menu-title">${user.name}<br /><span class="soft">${user.email}</span></p>
    <a class="menu-item" href="/account/">Account and password</a>
    <button type="button" class="menu-item" @click=${leave}>Sign out</button>
  </div>
`;

/** @param {Session | undefined} session */
const topBar = (session) => html`
  <button type="button" class="icon-button for-narrow" popovertarget="side" aria-label="Navigation">
    ${icon("menu")}
  </button>
  <a class="brand" href="/" aria-label="RossOS"
    ><img src="/assets/mark.svg" alt="" width="24" height="24" /><span>RossOS</span></a
  >
  ${session ? builderMenu(session) : nothing}
  ${session?.environment === "sandbox" ? html`<span class="badge" data-tone="warn">Sandbox</span>` : nothing}
  <div class="topbar-end">
    ${
      session
        ? html`${
            session.builder
              ? html`<a
                  class="icon-button"
                  href=${NOTIFICATIONS}
                  aria-label="Notifications${unread > 0 ? `, ${counted()} unread` : ""}"
                  >${icon("bell")}${unread > 0 ? html`<span class="unread" aria-hidden="true">${counted()}</span>` : nothing}</a
                >`
              : nothing
          }
          ${accountMenu(session)}`
        : html`<a class="button" href="/sign-in/?return_to=${encodeURIComponent(location.pathname + location.search)}"
            >Sign in</a
          >`
    }
  </div>
`;

/** @param {import("/assets/ui/areas.js").Place} place @param {string | undefined} current */
const placeItem = (place, current) =>
  "href" in place
    ? html`<li>
        <a href=${place.href} aria-current=${place.href === current ? "page" : nothing}
          >${icon(place.icon)}<span>${place.label}</span>${
            place.href === NOTIFICATIONS && unread > 0
              ? html`<span class="unread">${counted()}<span class="visually-hidden"> unread</span></span>`
              : nothing
          }</a
        >
      </li>`
    : html`<li>
        <span class="later">${icon(place.icon)}<span>${place.label}</span><small>later</small></span>
      </li>`;

/** @param {Session | undefined} session */
const sideNav = (session) => {
  const current = placeOf(location.pathname);
  return areas
    .filter(({ isFor, places }) => isFor(session) && places.length > 0)
    .map(
      ({ name, places }) => html`
        <h2 id="area-${name.toLowerCase()}">${name}</h2>
        <ul aria-labelledby="area-${name.toLowerCase()}">
          ${places.map((place) => placeItem(place, current))}
        </ul>
      `,
    );
};

const NOTIFICATIONS = "/console/notifications/";
/** The API counts up to here. */
const MOST_COUNTED = 100;
/** Notices that the viewer has not read. */
let unread = 0;
/** Draws what shows the count anew. @type {() => void} */
let drawCount = () => {};

const counted = () => (unread >= MOST_COUNTED ? `${MOST_COUNTED - 1}+` : String(unread));

export const unreadCount = () => unread;

/** What else shows the count. @type {() => void} */
let countChanged = () => {};

/** @param {() => void} changed is called whenever the count has come */
export function followUnread(changed) {
  countChanged = changed;
}

/** Asks anew how much is unread. A count that does not come leaves the one before: the page is not about it. */
export async function refreshUnread() {
  try {
    unread = (await get("/notifications/unread")).count;
  } catch (error) {
    toProblem(error);
    return;
  }
  drawCount();
  countChanged();
}

function drawBanner() {
  const text = navigator.onLine
    ? nothing
    : html`${icon("cloud")}You are offline. What is shown may be old, and changes cannot be saved.`;
  render(text, slot("banner"));
}

/**
 * Draws the frame of a page for who is signed in.
 * @param {Session | undefined} session
 */
export function drawShell(session) {
  for (const id of ["topbar", "side"]) slot(id).replaceChildren();
  drawCount = () => {
    render(topBar(session), slot("topbar"));
    render(sideNav(session), slot("side"));
  };
  drawCount();
  if (session?.builder) void refreshUnread();
  document.body.dataset["environment"] = session?.environment ?? "live";
}

/** Says over the page, from now on, when there is no connection. */
export function followConnection() {
  drawBanner();
  for (const name of ["online", "offline"]) addEventListener(name, drawBanner);
}
