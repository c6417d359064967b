import { get } from "/assets/ui/api.js";
import { html, nothing } from "/assets/ui/html.js";
import { dialogFrame, openDialog } from "/assets/ui/overlay.js";
import { badge, smallButton } from "/assets/ui/parts.js";
import { Resource, show } from "/assets/ui/resource.js";
import { reportButton } from "/console/permits/report-jurisdiction.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */
/** @typedef {NonNullable<Schemas["Jurisdiction"]>} Jurisdiction */

const SHOWN = 20;
/** @type {Record<Jurisdiction["api_status"], readonly [import("/assets/ui/parts.js").Tone, string]>} */
const REACHED = {
  available: ["good", "Takes applications from here"],
  unverified: ["info", "Not tried yet"],
  unavailable: ["neutral", "By hand"],
};

/** @param {Jurisdiction} found @param {() => void} choose */
const choice = ({ name, state, county, api_status: api }, choose) =>
  html`<li class="progress-row">
    <span>${name}, ${state}${county ? html`<br /><small class="soft">${county} County</small>` : nothing}</span>
    <span class="row">${badge(...REACHED[api])} ${smallButton("Choose", choose, { label: `Choose ${name}` })}</span>
  </li>`;

/** @param {Jurisdiction[]} found @param {(found: Jurisdiction) => void} choose */
const results = (found, choose) =>
  found.length === 0
    ? html`<p class="soft">None in the registry is named like that. Report it, and file by hand meanwhile.</p>`
    : html`<ul class="plain-list close" aria-label="Jurisdictions">
        ${found.map((each) => choice(each, () => choose(each)))}
      </ul>`;

/**
 * Lets a jurisdiction of the registry be chosen.
 * @param {string | null} state where it is looked for first: a two-letter code
 * @returns {Promise<Jurisdiction | undefined>} undefined when none was chosen
 */
export function chooseJurisdiction(state) {
  const title = "Choose the jurisdiction";
  let search = "";
  /** @param {(value: Jurisdiction | undefined) => void} close @param {() => void} redraw */
  const build = (close, redraw) => {
    const found = new Resource(async () => {
      const query = { limit: SHOWN, ...(search === "" ? state && { state } : { search }) };
      const { data } = await get("/jurisdictions", { query });
      return data.flatMap((each) => each ?? []);
    }, redraw);
    found.refresh();
    /** @param {InputEvent & { currentTarget: HTMLInputElement }} event */
    const onInput = ({ currentTarget }) => {
      search = currentTarget.value.trim();
      found.refresh();
    };
    return () =>
      dialogFrame({
        title,
        close: () => close(undefined),
        body: html`<div class="field">
            <label class="field-label" for="jurisdiction-search">The beginning of its name</label>
            <input class="input" id="jurisdiction-search" type="search" autocomplete="off" @input=${onInput} />
          </div>
          ${show(found, (list) => results(list, close))}`,
        actions: html`${reportButton({ label: "Report one that is missing", state })}
          <button type="button" class="button" @click=${() => close(undefined)}>Cancel</button>`,
      });
  };
  return openDialog(build, { label: title, wide: true });
}
