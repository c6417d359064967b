import { html, nothing } from "/assets/ui/html.js";
import { icon } from "/assets/ui/icons.js";
import { card, smallButton, smallLink } from "/assets/ui/parts.js";
import { editLink, NEW_PROJECT, projectLink } from "/console/projects/shown.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */
/** @typedef {{ done: boolean, title: string, text: unknown, href: string, action: string }} Step */
/** What a builder has. @typedef {object} State
 * @property {readonly Schemas["Project"][]} projects the newest ones
 * @property {Schemas["SiteConditions"] | undefined} site of the newest project
 * @property {readonly Schemas["ApiKey"][]} keys that work
 * @property {readonly Schemas["Webhook"][]} webhooks
 * @property {boolean} delivered whether a webhook ever was
 */

const WEATHER = "/console/integrations/install/?slug=noaa-weather";
/** Nothing more can be done about the weather of such a project. */
const SETTLED = new Set(["available", "not_watched", "not_covered"]);

/** What leads from nothing to the weather on a project. @param {State} state @returns {Step[]} */
function projectSteps({ projects: [newest], site }) {
  const status = site?.weather.status ?? "not_installed";
  const isLost = newest !== undefined && status === "no_location";
  return [
    {
      done: newest !== undefined,
      title: "Create a project",
      text: "With the place of its site: weather, tides and flood zone are looked up there.",
      href: NEW_PROJECT,
      action: "Create a project",
    },
    {
      done: status !== "not_installed",
      title: "Connect the weather",
      text: "Forecasts and alerts of the National Weather Service. It is free and needs no account there.",
      href: newest ? `${WEATHER}&project=${newest.id}` : WEATHER,
      action: "Connect the weather",
    },
    {
      done: newest !== undefined && SETTLED.has(status),
      title: "See it on the project",
      text: isLost
        ? `Where ${newest.name} is built is not known yet. Find its coordinates by the address, or enter them.`
        : "The days ahead at the site, and on the schedule the tasks that they touch.",
      href: newest ? (isLost ? editLink(newest.id) : `${projectLink(newest.id)}&view=site`) : "/console/projects/",
      action: isLost ? "Enter the place" : "See the weather",
    },
  ];
}

/** What leads from nothing to a first webhook. @param {State} state @returns {Step[]} */
const softwareSteps = ({ keys, webhooks, delivered }) => [
  {
    done: keys.length > 0,
    title: "Create an API key",
    text: "It is how your software says who it is. Give it only the scopes it needs.",
    href: "/console/api-keys/new/",
    action: "Create a key",
  },
  {
    done: keys.some(({ last_used_at: used }) => used !== null),
    title: "Make your first call",
    text: html`List your projects with <code>curl</code>; the first steps have the line to paste.`,
    href: "/docs/#call",
    action: "Read the first steps",
  },
  {
    done: webhooks.length > 0,
    title: "Add a webhook",
    text: "Every change is sent to your server as it happens, signed and retried.",
    href: "/console/webhooks/new/",
    action: "Add a webhook",
  },
  {
    done: delivered,
    title: "Receive an event",
    text: "Send yourself a test event and look at what came back.",
    href: webhooks[0] ? `/console/webhooks/webhook/?id=${webhooks[0].id}` : "/console/webhooks/",
    action: "Send a test event",
  },
];

/** @param {Step} step @param {boolean} next */
const stepItem = ({ done, title, text, href, action }, next) => html`
  <li class="step" data-done=${done}>
    <span class="step-mark">${done ? icon("check") : nothing}</span>
    <div>
      <h3>${title}${done ? html`<span class="visually-hidden"> (done)</span>` : nothing}</h3>
      ${done ? nothing : html`<p class="soft">${text}</p>`}
      ${next ? html`<p>${smallLink(action, href, "main")}</p>` : nothing}
    </div>
  </li>
`;

/** Where this device keeps that somebody does not want them. @param {string} name */
const hiddenAt = (name) => `rossos.hidden.${name}`;

/**
 * Steps until they are done, or are hidden on this device.
 * @param {{ name: string, title: string, steps: readonly Step[] }} parts
 * @param {() => void} redraw
 */
function stepsCard({ name, title, steps }, redraw) {
  const next = steps.findIndex(({ done }) => !done);
  if (next === -1 || localStorage.getItem(hiddenAt(name)) !== null) return nothing;
  const hide = () => {
    localStorage.setItem(hiddenAt(name), "");
    redraw();
  };
  return card({
    title,
    actions: html`<span class="row"
      ><span class="soft">${steps.filter(({ done }) => done).length} of ${steps.length} done</span>
      ${smallButton("Hide", hide, { label: `Hide “${title}”` })}</span
    >`,
    body: html`<ol class="steps">
      ${steps.map((step, index) => stepItem(step, index === next))}
    </ol>`,
  });
}

/**
 * What to do first, for who builds and for who writes software.
 * @param {State} state
 * @param {() => void} redraw
 */
export const firstSteps = (state, redraw) => html`
  <div class="first-steps">
    ${stepsCard({ name: "first-project", title: "Weather on a project", steps: projectSteps(state) }, redraw)}
    ${stepsCard({ name: "first-software", title: "Connect software of your own", steps: softwareSteps(state) }, redraw)}
  </div>
`;
