import { ago, duration, number } from "/assets/ui/format.js";
import { html, nothing } from "/assets/ui/html.js";
import { spoken } from "/assets/ui/integrations.js";
import { badge } from "/assets/ui/parts.js";
import { pages } from "/assets/ui/resource.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */
/** @typedef {Schemas["SyncRun"]} Run */
/** @typedef {import("/assets/ui/parts.js").Tone} Tone */

const POLL_MS = 1500;
/** A sync that was asked for and has not begun by then waits in line; the run log shows it when it comes. */
const PATIENCE_MS = 120_000;

/**
 * The newest runs of an install, followed as they go on.
 * @param {string} id of the install
 * @param {() => void} redraw
 * @param {() => void} [ended] called when nothing runs any more
 */
export function followRuns(id, redraw, ended = () => {}) {
  const runs = pages("/installs/{id}/runs", redraw, () => ({ path: { id }, query: { limit: 10 } }));
  /** Syncs that were asked for and have not ended since. @type {Set<string>} */
  const awaited = new Set();
  /** @type {Set<string>} */
  let known = new Set();
  let until = 0;
  let following = false;

  const isRunning = () => runs.rows.some(({ status }) => status === "running");
  const settle = () => {
    for (const run of runs.rows) if (run.status !== "running" && !known.has(run.id)) awaited.delete(run.sync);
  };
  const follow = async () => {
    if (following) return;
    following = true;
    while ((awaited.size > 0 || isRunning()) && Date.now() < until && !runs.problem) {
      await new Promise((done) => setTimeout(done, POLL_MS));
      if (document.hidden) continue;
      await runs.load();
      settle();
      redraw();
    }
    following = false;
    awaited.clear();
    ended();
    redraw();
  };

  return {
    runs,
    /** Syncs that wait for their turn. */
    get waiting() {
      return [...awaited].filter((sync) => !runs.rows.some((run) => run.sync === sync && run.status === "running"));
    },
    get busy() {
      return awaited.size > 0 || isRunning();
    },
    /** Follows what runs, and these until they have ended. @param {readonly string[]} [syncs] */
    watch(syncs = []) {
      until = Date.now() + PATIENCE_MS;
      known = new Set(runs.rows.filter(({ status }) => status !== "running").map((run) => run.id));
      for (const sync of syncs) awaited.add(sync);
      void follow();
    },
  };
}
/** @typedef {ReturnType<typeof followRuns>} Followed */

/** @type {Record<Run["status"], readonly [Tone, string]>} */
const STATES = {
  running: ["info", "Running"],
  succeeded: ["good", "Succeeded"],
  continued: ["info", "Goes on"],
  failed: ["bad", "Failed"],
  stopped: ["warn", "Waits for you"],
  confirmed: ["neutral", "Confirmed"],
};

/** @param {Run} run */
export const runBadge = ({ status }) => badge(...STATES[status]);

const NOTHING = "Nothing";

/** @param {Run} run what came of it, in numbers */
export const outcome = ({ created, updated, unchanged, deleted }) =>
  [
    [created, "new"],
    [updated, "changed"],
    [unchanged, "unchanged"],
    [deleted, "gone"],
  ]
    .flatMap(([count, word]) => (Number(count) > 0 ? [`${number(Number(count))} ${word}`] : []))
    .join(", ") || NOTHING;

/** @param {Run} run */
export const took = ({ started_at: from, finished_at: to }) => (to ? duration(Date.parse(to) - Date.parse(from)) : "–");

/** @param {Run} run */
const progressOf = (run) => html`
  <li class="progress">
    <div class="progress-row"><strong>${spoken(run.sync)}</strong>${runBadge(run)}</div>
    ${
      run.status === "running"
        ? html`<progress
            aria-label="${spoken(run.sync)}"
            max=${run.total ?? nothing}
            value=${run.total === null ? nothing : run.records_read}
          ></progress>`
        : nothing
    }
    <p class="soft">
      ${number(run.records_read)}${run.status === "running" && run.total !== null ? ` of ${number(run.total)}` : ""}
      read${outcome(run) === NOTHING ? "" : `: ${outcome(run)}`}. ${run.error ?? nothing}
      ${run.finished_at ? ago(run.finished_at) : nothing}
    </p>
  </li>
`;

/**
 * How far each sync has come; the newest run of each.
 * @param {Followed} followed
 */
export function progressList({ runs, waiting }) {
  const newest = new Map(runs.rows.toReversed().map((run) => [run.sync, run]));
  const waits = waiting.filter((sync) => newest.get(sync)?.status !== "running");
  return html`<ul class="plain-list" aria-live="polite">
    ${waits.map(
      (sync) =>
        html`<li class="progress">
          <div class="progress-row"><strong>${spoken(sync)}</strong>${badge("neutral", "Waiting its turn")}</div>
          <progress aria-label=${spoken(sync)}></progress>
        </li>`,
    )}
    ${[...newest.values()].filter(({ sync }) => !waits.includes(sync)).map(progressOf)}
  </ul>`;
}
