import type { Offer } from "#modules/oauth";
import { html, type Html } from "../html";
import { page } from "./page";

/** The consent screen: who asks, for what, of whom, and where the answer goes. It works without JavaScript. */
export function consentPage(offer: Offer, action: string, requestId: string): Promise<Response> {
  const title = `${offer.application} asks for access`;
  const body = html`<h1>${offer.application} asks for access to your data</h1>
    <p class="soft">by ${offer.developer} · you are signed in as ${offer.person.name} (${offer.person.email})</p>
    ${offer.approved ? undefined : UNREVIEWED}
    <form method="post" action="${action}">
      <input type="hidden" name="handle" value="${offer.handle}" />
      ${offer.obstacle === undefined ? decision(offer) : dead(offer.obstacle)}
      <p class="soft">Afterwards you go to <strong>${offer.redirectTarget}</strong>.</p>
      <div class="decide">${buttons(offer)}</div>
    </form>`;
  return page({ status: 200, title, body, requestId, formTargets: formTargets(offer.redirectUri) });
}

const UNREVIEWED = html`<p class="warning">
  RossOS has not reviewed this application. Go on only if you know its developer.
</p>`;

const dead = (obstacle: string): Html => html`<p class="warning">${obstacle}</p>`;

const decision = (offer: Offer): Html =>
  html`${builderChoice(offer)}
    <h2>It will be able to</h2>
    <ul>
      ${offer.scopes.map(({ scope, words }) => html`<li>${words} <code>${scope}</code></li>`)}
    </ul>
    <p class="soft">You can take this back at any time in your account, under Authorized apps.</p>`;

function builderChoice({ builders, preselected }: Offer): Html {
  const [only] = builders;
  if (only && builders.length === 1) {
    return html`<h2>The builder it will see</h2>
      <p><strong>${only.name}</strong>${sandbox(only)}</p>
      <input type="hidden" name="builder_id" value="${only.id}" />`;
  }
  const options = builders.map((builder) => {
    const mark = builder.id === preselected ? CHECKED : undefined;
    return html`<label>
      <input type="radio" name="builder_id" value="${builder.id}" required${mark} />
      <span>${builder.name}${sandbox(builder)}</span>
    </label>`;
  });
  return html`<fieldset>
    <legend>The builder it will see</legend>
    ${options}
  </fieldset>`;
}

const CHECKED = html` checked`;

const sandbox = ({ environment }: Offer["builders"][number]): Html | undefined =>
  environment === "sandbox" ? html` <small>sandbox</small>` : undefined;

/** The first button is the one that the Enter key presses, so it is the harmless one. */
function buttons(offer: Offer): Html {
  const no = html`<button name="decision" value="deny" formnovalidate>
    ${offer.obstacle === undefined ? "Don’t allow" : "Go back"}
  </button>`;
  return offer.obstacle === undefined
    ? html`${no}<button class="yes" name="decision" value="approve">Allow</button>`
    : no;
}

/**
 * Where the form's answer may lead, as CSP sources. Chromium holds every redirect after a form to form-action, so also
 * those that the application itself goes on with, and there any https site is usual. A source cannot name an IPv6
 * address, so its scheme stands for it.
 */
function formTargets(redirectUri: string): string {
  const { protocol, host, hostname } = new URL(redirectUri);
  if (protocol === "https:") return "https:";
  return protocol === "http:" && !hostname.startsWith("[") ? `https: http://${host}` : `https: ${protocol}`;
}
