import { post } from "/assets/ui/api.js";
import { ago, number } from "/assets/ui/format.js";
import { html, nothing } from "/assets/ui/html.js";
import { spoken } from "/assets/ui/integrations.js";
import { confirm, toast } from "/assets/ui/overlay.js";
import { card, pager, smallButton, table } from "/assets/ui/parts.js";
import { toProblem } from "/assets/ui/problem.js";
import { pages, show } from "/assets/ui/resource.js";
import { empty } from "/assets/ui/states.js";
import { outcome, runBadge, took } from "/console/integrations/live-runs.js";

/** @typedef {import("/console/integrations/live-runs.js").Run} Run */
/** @typedef {import("/console/integrations/integration/integration.js").Place} Place */

const TRIGGERS = { schedule: "By schedule", manual: "By hand", webhook: "By a webhook", install: "On installing" };

/** @param {Place} place */
export function runsView({ opened, redraw }) {
  const { id } = opened().install;
  const runs = pages("/installs/{id}/runs", redraw, () => ({ path: { id } }));

  /** @param {Run} run */
  const allow = async (run) => {
    const count = number(run.pending_deletions ?? 0);
    const sure = await confirm({
      title: `Delete ${count} records?`,
      text: html`<p>
        ${spoken(run.sync)} found ${count} records gone at the other side: more than a fifth of all, so it stopped. If
        that is right, let it run again and delete them here too. If not, look over there first.
      </p>`,
      action: "Let it delete them",
    });
    if (!sure) return;
    try {
      await post("/installs/{id}/runs/{run_id}/confirm", { path: { id, run_id: run.id } });
      runs.refresh();
      toast("It runs again.");
    } catch (error) {
      toast(toProblem(error).message, "bad");
    }
  };

  /** @param {Run} run */
  const result = (run) => html`
    <div>
      ${outcome(run)}${run.error ? html`<br /><small>${run.error}</small>` : nothing}
      ${
        run.status === "stopped"
          ? html`<br />${smallButton(`Decide on ${number(run.pending_deletions ?? 0)} deletions`, () => allow(run))}`
          : nothing
      }
    </div>
  `;

  const list = () =>
    table({
      caption: "Runs, newest first",
      rows: runs.rows,
      columns: [
        { label: "Sync", main: true, cell: ({ sync }) => spoken(sync) },
        { label: "State", cell: runBadge },
        { label: "Began", cell: ({ started_at: time }) => ago(time) },
        { label: "Why", cell: ({ trigger }) => TRIGGERS[trigger] },
        { label: "Result", cell: result },
        { label: "Took", kind: "number", cell: took },
      ],
    });

  return () =>
    card({
      flush: true,
      title: "Runs",
      actions: smallButton("Refresh", () => runs.refresh()),
      body: show(runs, ({ data }) =>
        data.length === 0
          ? empty({ icon: "refresh", title: "Nothing has run yet", text: "Every run of a sync is listed here." })
          : html`${list()}${pager(runs)}`,
      ),
    });
}
