import { day, number } from "/assets/ui/format.js";
import { html } from "/assets/ui/html.js";
import { badge, card, facts } from "/assets/ui/parts.js";
import { daysUntil } from "/console/integrations/versions.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */
/** @typedef {Schemas["Integration"]} Listing */
/** @typedef {import("/console/integrations/versions.js").Version} Version */
/** @typedef {import("/console/integrations/upgrade/moves.js").Moves} Moves */

/** @param {Version} version */
const deadlineOf = ({ upgrade_deadline: deadline }) => {
  if (deadline === null) return "None";
  const left = daysUntil(deadline);
  const tone = left <= 7 ? "bad" : left <= 30 ? "warn" : "neutral";
  return html`${day(deadline)}
  ${badge(tone, left === 0 ? "Over" : left === 1 ? "1 day left" : `${number(left)} days left`)}`;
};

/** @param {Version} version */
const notes = ({ version, released_on: released, upstream_version: upstream, release_notes: text, status }) => html`
  <section class="stack tight">
    <h3>
      ${version} ${status === "current" ? badge("good", "Newest") : badge("warn", "Deprecated")}
      <span class="soft regular">${day(released)}, ${upstream}</span>
    </h3>
    <p class="said">${text}</p>
  </section>
`;

/**
 * What is in use, how long it runs, and what the versions after it bring.
 * @param {Listing} listing
 * @param {Version} present
 * @param {Version} next
 */
export const versionsCard = (listing, present, next) => {
  const from = listing.versions.findIndex(({ version }) => version === present.version);
  const to = listing.versions.findIndex(({ version }) => version === next.version);
  const between = listing.versions.slice(Math.min(from, to), Math.max(from, to) + 1);
  return card({
    title: `From ${present.version} to ${next.version}`,
    body: html`<div class="stack">
      ${facts([
        ["In use", present.version],
        ["It runs until", deadlineOf(present)],
        ["After that day", "It is moved by itself if nothing changes. If something does, it stops and waits for you."],
      ])}
      ${between.toSorted((a, b) => b.released_on.localeCompare(a.released_on)).map(notes)}
    </div>`,
  });
};

/** @param {{ tone?: string, label: string, busy: boolean, disabled: boolean, run: () => void }} parts */
const button = ({ tone = "", label, busy, disabled, run }) =>
  html`<button type="button" class="button ${tone}" ?disabled=${disabled} aria-busy=${busy} @click=${run}>
    ${label}
  </button>`;

/**
 * What compares and what upgrades; the one that should come next stands out.
 * @param {Moves} moves
 * @param {Version} next
 */
export const compareCard = ({ comparing, moving, preview, compare, move }, next) => {
  const disabled = comparing.busy || moving.busy;
  return card({
    title: "What would change",
    body: html`<div class="stack">
      <p>
        ${next.version} runs once in the shadow, with your settings and credentials, and what it brings is compared with
        what is there. Nothing is written.
      </p>
      ${comparing.summary} ${moving.summary}
      <div class="row">
        ${button({
          tone: preview ? "" : "main",
          label: preview ? "Compare again" : "Compare",
          busy: comparing.busy,
          disabled,
          run: compare,
        })}
        ${button({
          tone: preview ? "main" : "",
          label: `Upgrade to ${next.version}`,
          busy: moving.busy,
          disabled,
          run: () => void move("upgrade", next.version),
        })}
      </div>
    </div>`,
  });
};

/**
 * The way back, while it is open.
 * @param {Moves} moves
 * @param {string} name of the integration
 * @param {Version} previous
 */
export const revertCard = ({ comparing, moving, move }, name, previous) =>
  card({
    title: "Take the upgrade back",
    body: html`<div class="stack">
      <p>
        ${name} can go back to
        ${previous.version}${previous.upgrade_deadline === null ? "" : ` until ${day(previous.upgrade_deadline)}`}.
        Settings and credentials stay; its syncs start anew.
      </p>
      ${moving.summary}
      <div class="row">
        ${button({
          label: `Go back to ${previous.version}`,
          busy: moving.busy,
          disabled: comparing.busy || moving.busy,
          run: () => void move("revert", previous.version),
        })}
      </div>
    </div>`,
  });
