import { Entries } from "/assets/ui/form.js";
import { html, nothing } from "/assets/ui/html.js";
import { icon } from "/assets/ui/icons.js";
import { note } from "/assets/ui/states.js";
import { settingsFields, valuesOf } from "/console/integrations/settings-fields.js";
import { progressList } from "/console/integrations/live-runs.js";
import { projectLink } from "/console/projects/shown.js";

/** @typedef {import("/console/integrations/install/wizard.js").Wizard} Wizard */
/** @typedef {import("/console/integrations/install/wizard.js").Step} Step */

/** @type {readonly { step: Step, label: string }[]} */
const STEPS = [
  { step: "permissions", label: "Permissions" },
  { step: "settings", label: "Settings" },
  { step: "connect", label: "Connect" },
  { step: "check", label: "Check" },
  { step: "done", label: "Done" },
];

/** The steps that this one takes: without settings or a connection there is nothing to enter. @param {Wizard} wizard */
const stepsOf = ({ installForm, listing }) =>
  STEPS.filter(
    ({ step }) =>
      (step !== "settings" || installForm.config.length > 0) &&
      (step !== "connect" || listing.install_form?.connection !== "none"),
  );

/** @param {Wizard} wizard */
export function stepper(wizard) {
  const { step: current } = wizard;
  const steps = stepsOf(wizard);
  const at = steps.findIndex(({ step }) => step === current);
  return html`<ol class="stepper" aria-label="Steps">
    ${steps.map(
      ({ step, label }, index) =>
        html`<li data-done=${index < at || current === "done"} aria-current=${step === current ? "step" : nothing}>
          <span class="stepper-mark" aria-hidden="true"
            >${index < at || current === "done" ? icon("check") : index + 1}</span
          >${label}
        </li>`,
    )}
  </ol>`;
}

/** Takes what was entered before the form's submission goes on. @param {(entries: Entries) => void} work */
const submitted =
  (work) =>
  /** @param {SubmitEvent & { currentTarget: HTMLFormElement }} event */
  (event) => {
    event.preventDefault();
    work(new Entries(new FormData(event.currentTarget)));
  };

/**
 * What the other side said, in its own words; a fault of one field stands beside the field.
 * @param {Wizard} wizard
 */
function refusal({ form: { problem }, listing }) {
  if (!problem) return nothing;
  const loose = problem.errors.filter(({ pointer }) => !/^\/(?:config|credentials)\/./u.test(pointer));
  if (loose.length === 0 && problem.errors.length > 0) return nothing;
  const said = loose.length > 0 ? loose.map(({ detail }) => detail).join(" ") : problem.message;
  const title =
    loose.length > 0 || problem.code === "upstream_failed" ? `${listing.name} could not be connected` : problem.title;
  return html`<div role="alert">${note("bad", html`<strong>${title}.</strong> ${said}`)}</div>`;
}

/** @param {Wizard} wizard */
const guide = ({ listing }) =>
  listing.setup_guide.length === 0
    ? nothing
    : html`<details class="guide" open>
        <summary>How it is set up</summary>
        <ol>
          ${listing.setup_guide.map((step) => html`<li>${step}</li>`)}
        </ol>
      </details>`;

/** @param {string} title @param {readonly string[]} lines */
const lines = (title, lines) =>
  lines.length === 0
    ? nothing
    : html`<div>
        <h3>${title}</h3>
        <ul class="ticks">
          ${lines.map((line) => html`<li>${line}</li>`)}
        </ul>
      </div>`;

/** @param {Wizard} wizard */
const permissions = (wizard) => html`
  <div class="stack">
    <h2>What ${wizard.listing.name} will be allowed to do</h2>
    ${lines("It asks for your agreement to", wizard.listing.permissions)}
    <div class="columns">
      ${lines("It reads", wizard.listing.data_read)} ${lines("It writes", wizard.listing.data_written)}
    </div>
    ${wizard.listing.pricing_note ? html`<p class="soft">${wizard.listing.pricing_note}</p>` : nothing}
    ${refusal(wizard)}
    <div class="row">
      <button type="button" class="button main" ?disabled=${wizard.form.busy} @click=${() => wizard.agree()}>
        Agree and go on
      </button>
      <a class="button" href="/marketplace/${wizard.listing.slug}/">Not now</a>
    </div>
  </div>
`;

/** @param {Wizard} wizard @param {string} label */
const go = (wizard, label) =>
  html`<button type="submit" class="button main" aria-busy=${wizard.form.busy} ?disabled=${wizard.form.busy}>
    ${label}
  </button>`;

/** @param {Wizard} wizard */
function settings(wizard) {
  const { config: fields } = wizard.installForm;
  const submit = submitted((entries) => void wizard.configure(valuesOf("config", fields, entries)));
  return html`<form class="stack" @submit=${submit}>
    <h2>Settings</h2>
    ${refusal(wizard)} ${settingsFields("config", fields, { values: wizard.config, problem: wizard.form.problem })}
    ${guide(wizard)}
    <div class="row">
      ${go(wizard, "Go on")}
      <button type="button" class="button" @click=${() => wizard.go("permissions")}>Back</button>
    </div>
  </form>`;
}

/** Connecting at a page of the other side's, and coming back. @param {Wizard} wizard */
const linkStep = (wizard) => {
  const { install, listing, form, isReturning, hasNoPage } = wizard;
  const again = install?.status !== "pending";
  return html`<div class="stack">
    <h2>${again ? `Sign in again with ${listing.name}` : `Connect ${listing.name}`}</h2>
    ${
      hasNoPage
        ? html`<p>
              ${listing.name} has no page of its own for this platform's account there. Its window can be opened by your
              own application: it gets a token for it, and sends back what it gives.
            </p>
            <p><code>POST ${install?.link_path}</code></p>`
        : html`<p>
            You go on to a page of ${listing.name}, sign in there, and come back here. Your password is never seen by
            this platform.
          </p>`
    }
    ${refusal(wizard)}
    <div class="row">
      <button
        type="button"
        class="button main"
        aria-busy=${form.busy}
        ?disabled=${form.busy}
        @click=${() => wizard.goThere()}
      >
        Continue at ${listing.name}
      </button>
      ${
        isReturning
          ? html`<button type="button" class="button" ?disabled=${form.busy} @click=${() => wizard.comeBack()}>
              I have signed in there
            </button>`
          : nothing
      }
    </div>
  </div>`;
};

/** @param {Wizard} wizard */
function connect(wizard) {
  const { install, listing } = wizard;
  if (install?.connect_path)
    return html`<div class="stack">
      <h2>Connect ${listing.name}</h2>
      <p>
        ${listing.name} asks you to sign in there and to allow the connection. You come back here afterwards; your
        password is never seen by this platform.
      </p>
      <div class="row"><a class="button main" href=${install.connect_path}>Continue at ${listing.name}</a></div>
    </div>`;
  if (install?.link_path) return linkStep(wizard);
  const { credentials: fields } = wizard.installForm;
  const submit = submitted((entries) => {
    void wizard.attempt(/** @type {Record<string, string>} */ (valuesOf("credentials", fields, entries)));
  });
  return html`<form class="stack" @submit=${submit}>
    <h2>Connect ${listing.name}</h2>
    <p class="soft">They are kept encrypted, used for nothing else, and never shown again.</p>
    ${refusal(wizard)} ${settingsFields("credentials", fields, { problem: wizard.form.problem })} ${guide(wizard)}
    <div class="row">
      ${go(wizard, "Connect and check")}
      <button type="button" class="button" @click=${() => wizard.go("settings")}>Back</button>
    </div>
  </form>`;
}

/** @param {Wizard} wizard */
const checking = ({ listing }) => html`
  <div class="stack" role="status">
    <h2>Asking ${listing.name}…</h2>
    <p class="soft">A call to the other side shows whether what you entered works. Nothing is saved before that.</p>
    <progress aria-label="Checking"></progress>
  </div>
`;

/** Syncs whose records are seen on a project, with what else is known of its site. */
const OF_SITES = new Set(["weather_forecasts", "tide_predictions", "flood_zones", "parcels"]);

/** Where an integration of sites is seen at work: on the project that it was installed from. */
function sitePlace() {
  const project = new URLSearchParams(location.search).get("project");
  return project === null ? "/console/projects/" : `${projectLink(encodeURIComponent(project))}&view=site`;
}

/**
 * Where some go on that bring nothing by syncs.
 * @param {Wizard["listing"]} listing
 * @returns {{ text: string, href: string, action: string } | undefined}
 */
function useOf({ slug, category }) {
  if (slug === "ical")
    return {
      text: "On its schedule each project can be given an address for calendars.",
      href: "/console/projects/",
      action: "Open a project's schedule",
    };
  if (category === "licensing")
    return {
      text: "A vendor's license that was looked up once is looked up by itself from then on.",
      href: "/console/licenses/",
      action: "Look up vendors' licenses",
    };
  return undefined;
}

/** @param {Wizard} wizard */
const isOfSites = ({ install }) => install?.syncs.some(({ name }) => OF_SITES.has(name)) === true;

/** @param {Wizard} wizard */
const whereNext = (wizard) => {
  const { listing, install } = wizard;
  const manage = `/console/integrations/integration/?id=${install?.id}`;
  const data = install?.syncs.length ? html`<a class="button" href="${manage}&view=data">See its data</a>` : nothing;
  const use = useOf(listing);
  if (use)
    return html`<a class="button main" href=${use.href}>${use.action}</a>
      <a class="button" href=${manage}>Manage it</a>`;
  return isOfSites(wizard)
    ? html`<a class="button main" href=${sitePlace()}>See it on ${sitePlace().includes("?") ? "the" : "a"} project</a>
        ${data} <a class="button" href=${manage}>Manage it</a>`
    : html`<a class="button main" href=${manage}>Manage it</a> ${data}
        <a class="button" href="/console/integrations/">Your integrations</a>`;
};

/** @param {Wizard} wizard */
const done = (wizard) => {
  const { listing, followed } = wizard;
  return html`
    <div class="stack">
      <h2>${listing.name} is installed</h2>
      ${
        followed?.busy
          ? html`<p>Its first data is on the way. You may leave this page; it goes on without you.</p>`
          : html`<p>${useOf(listing)?.text ?? "It works by itself from now on."}</p>`
      }
      ${followed ? progressList(followed) : nothing}
      <div class="row">${whereNext(wizard)}</div>
    </div>
  `;
};

/** @param {Wizard} wizard */
export function stepBody(wizard) {
  switch (wizard.step) {
    case "permissions":
      return permissions(wizard);
    case "settings":
      return settings(wizard);
    case "connect":
      return connect(wizard);
    case "check":
      return checking(wizard);
    case "done":
      return done(wizard);
  }
}
