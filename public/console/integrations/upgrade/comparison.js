import { number } from "/assets/ui/format.js";
import { html, nothing } from "/assets/ui/html.js";
import { spoken } from "/assets/ui/integrations.js";
import { badge, card, table } from "/assets/ui/parts.js";
import { note } from "/assets/ui/states.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */
/** @typedef {Schemas["UpgradePreview"]} Preview */
/** @typedef {Preview["syncs"][number]} Compared */

/** @param {Compared} sync */
const resultOf = ({ changed, only_before: before, only_after: after, error, is_complete: isComplete }) => {
  if (error !== null) return badge("bad", "Failed");
  if (changed + before + after > 0) return badge("warn", "Differs");
  return isComplete ? badge("good", "The same") : badge("info", "The same so far");
};

/** @param {Preview} preview */
const counts = ({ syncs }) =>
  table({
    caption: "Syncs compared",
    rows: syncs,
    columns: [
      { label: "Sync", main: true, cell: ({ sync }) => spoken(sync) },
      { label: "Result", cell: resultOf },
      { label: "Compared", kind: "number", cell: ({ compared }) => number(compared) },
      { label: "Changed", kind: "number", cell: ({ changed }) => number(changed) },
      { label: "No longer brought", kind: "number", cell: ({ only_before: before }) => number(before) },
      { label: "New", kind: "number", cell: ({ only_after: after }) => number(after) },
    ],
  });

/** @param {string | null} value as JSON */
const shown = (value) => (value === null ? html`<span class="soft">nothing</span>` : html`<code>${value}</code>`);

/** @param {Compared} sync */
const fields = ({ sync, differences }) =>
  card({
    title: `${spoken(sync)}, field by field`,
    flush: true,
    body: html`${table({
      caption: `${spoken(sync)}: fields that differ`,
      rows: differences,
      columns: [
        {
          label: "Field",
          main: true,
          cell: ({ external_id: id, pointer }) =>
            html`<div><code class="address">${pointer || "/"}</code><br /><small class="address">${id}</small></div>`,
        },
        { label: "Now", cell: ({ before }) => html`<div class="value" data-tone="bad">${shown(before)}</div>` },
        { label: "Then", cell: ({ after }) => html`<div class="value" data-tone="good">${shown(after)}</div>` },
      ],
    })}
    ${differences.length >= 100 ? html`<p class="padded soft">The first hundred; there may be more.</p>` : nothing}`,
  });

/** @param {Preview} preview */
const verdict = ({ is_clean: isClean, syncs, from, to }) => {
  const failed = syncs.find(({ error }) => error !== null);
  if (failed) return note("bad", html`<strong>${spoken(failed.sync)} could not be compared.</strong> ${failed.error}`);
  if (isClean) return note("good", html`<strong>Nothing would change.</strong> ${to} brings the same as ${from}.`);
  const partial = syncs.some(({ is_complete: isComplete }) => !isComplete);
  return note(
    "warn",
    html`<strong>${to} brings something else than ${from}.</strong> Read what differs before you upgrade.
      ${partial ? "Not all was compared: there was more than a comparison reads." : nothing}`,
  );
};

/**
 * What an upgrade would change, as its dry run found.
 * @param {Preview} preview
 */
export const comparison = (preview) => html`
  ${verdict(preview)} ${preview.syncs.length > 0 ? card({ flush: true, body: counts(preview) }) : nothing}
  ${preview.syncs.filter(({ differences }) => differences.length > 0).map(fields)}
`;
