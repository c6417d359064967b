import { remove } from "/assets/ui/api.js";
import { ago, at } from "/assets/ui/format.js";
import { html, nothing } from "/assets/ui/html.js";
import { confirm, toast } from "/assets/ui/overlay.js";
import { openBuilderPage } from "/assets/ui/page.js";
import { badge, card, heading, pager } from "/assets/ui/parts.js";
import { toProblem } from "/assets/ui/problem.js";
import { pages, show } from "/assets/ui/resource.js";
import { empty, note } from "/assets/ui/states.js";
import { wordsOf } from "/console/scopes.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */
/** @typedef {Schemas["AuthorizedApp"]} App */
/** @typedef {App["grants"][number]} Grant */

/** @param {Grant["granted_by"]} person */
const nameOf = ({ name, email }) => name ?? email ?? "a former member";

/** @param {App} app */
const logo = ({ logo_url: url, name }) =>
  url
    ? html`<img class="app-logo" src=${url} alt="" width="40" height="40" />`
    : html`<span class="app-logo" aria-hidden="true">${name.charAt(0).toUpperCase()}</span>`;

const none = () =>
  card({
    body: empty({
      icon: "plug",
      title: "No applications are let in",
      text: "When a member allows a third-party application to use your data, it is listed here with what it may do, and you can revoke it at any time.",
    }),
  });

/**
 * Asks, and revokes an application or one grant of it.
 * @param {string} id
 * @param {{ title: string, text: unknown, action: string, done: string }} said
 * @returns {Promise<boolean>} whether it was revoked
 */
async function revoke(id, { done, ...question }) {
  if (!(await confirm(question))) return false;
  try {
    await remove("/oauth/authorized-apps/{id}", { path: { id } });
    toast(done);
    return true;
  } catch (error) {
    toast(toProblem(error).message, "bad");
    return false;
  }
}

/** @param {App} app */
const revokeApp = (app) =>
  revoke(app.id, {
    title: `Revoke ${app.name}?`,
    text: html`<p>
      Its next request is refused, everywhere. It keeps what it has already read. To let it in again, it has to ask
      again.
    </p>`,
    action: "Revoke the application",
    done: `${app.name} is revoked.`,
  });

/** @param {App} app @param {Grant} grant */
const revokeGrant = (app, grant) =>
  revoke(grant.id, {
    title: `Take back what ${nameOf(grant.granted_by)} allowed?`,
    text: html`<p>${app.name} keeps what others have allowed it.</p>`,
    action: "Take it back",
    done: "It is taken back.",
  });

/** Runs a revocation and loads the list anew. @typedef {(revocation: Promise<boolean>) => unknown} Run */

/** @param {App} app @param {Run | undefined} run */
const grants = (app, run) => html`
  <ul class="grants">
    ${app.grants.map(
      (grant) =>
        html`<li>
          <span
            >Allowed by ${nameOf(grant.granted_by)}, ${at(grant.granted_at)}; last used
            ${ago(grant.last_used_at, "never")}</span
          >
          ${
            run && app.grants.length > 1
              ? html`<button type="button" class="link" @click=${() => run(revokeGrant(app, grant))}>Take back</button>`
              : nothing
          }
        </li>`,
    )}
  </ul>
`;

/** @param {App} app @param {Run | undefined} run */
const appHead = (app, run) => html`
  <div class="app-head">
    ${logo(app)}
    <div>
      <h2>${app.name} ${app.is_approved ? badge("good", "Reviewed") : badge("warn", "Not reviewed")}</h2>
      <p class="soft">
        ${app.developer ? `by ${app.developer}` : nothing}
        ${app.homepage_url ? html` · <a href=${app.homepage_url} rel="noreferrer">its site</a>` : nothing}
      </p>
    </div>
    ${
      run
        ? html`<button
            type="button"
            class="button bad-text"
            aria-label="Revoke ${app.name}"
            @click=${() => run(revokeApp(app))}
          >
            Revoke
          </button>`
        : nothing
    }
  </div>
`;

/** @param {App} app @param {Run | undefined} run */
const appCard = (app, run) =>
  card({
    body: html`
      ${appHead(app, run)}
      <p>${app.description}</p>
      <div>
        <h3>It can</h3>
        <ul class="scopes">
          ${app.scopes.map((scope) => html`<li>${wordsOf(scope)}</li>`)}
        </ul>
      </div>
      ${grants(app, run)}
    `,
  });

openBuilderPage(({ mayManage, redraw }) => {
  const apps = pages("/oauth/authorized-apps", redraw);
  /** @type {Run} */
  const run = async (revocation) => {
    if (await revocation) apps.refresh();
  };
  /** @param {App} app */
  const one = (app) => appCard(app, mayManage ? run : undefined);

  return () => html`
    ${heading({
      title: "Authorized apps",
      lead: "Third-party applications that your members have let in. A revoked one fails on its very next request.",
    })}
    <div class="stack">
      ${mayManage ? nothing : note("info", "Only owners and admins revoke applications.")}
      ${show(apps, ({ data }) =>
        data.length === 0
          ? none()
          : html`<div class="stack">${data.map((app) => one(app))}</div>
              ${pager(apps)}`,
      )}
    </div>
  `;
});
