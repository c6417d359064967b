import { number } from "/assets/ui/format.js";
import { html, nothing } from "/assets/ui/html.js";
import { badge, facts } from "/assets/ui/parts.js";
import { SIDES } from "/console/projects/project/setbacks.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */
/** @typedef {NonNullable<Schemas["SiteConditions"]["setbacks"]["data"]>} Setbacks */

const NAMES = /** @type {(keyof typeof SIDES)[]} */ (Object.keys(SIDES));

/** @type {Record<NonNullable<Setbacks["front"]>["source"], string>} */
const SAID = { entered: "entered by", survey: "by the survey", county: "by the county" };
/** Feet that nobody builds to. */
const SAME_FT = 0.05;

/** @param {NonNullable<Setbacks["front"]>} side @param {string} by the name of who entered it */
const sideOf = ({ distance_ft: feet, source, survey_ft: surveyed }, by) => html`
  ${number(feet)} ft<br /><small>${SAID[source]} ${source === "entered" ? by : ""}</small>
  ${
    surveyed === null || Math.abs(surveyed - feet) < SAME_FT
      ? nothing
      : html`<br />${badge("warn", `The survey shows ${number(surveyed)} ft`)}`
  }
`;

/** @param {string} project */
export const enterSetbacks = (project) =>
  html`<p><a class="button small" href="?id=${project}&view=surveys">Enter setbacks</a></p>`;

/** @param {Setbacks} setbacks @param {string} project @param {string} by */
export const setbacksBody = (setbacks, project, by) => html`
  ${facts([
    ...NAMES.flatMap((name) => {
      const side = setbacks[name];
      return side ? [/** @type {const} */ ([SIDES[name], sideOf(side, by)])] : [];
    }),
    ...(setbacks.reference ? [/** @type {const} */ (["Zoning", setbacks.reference])] : []),
    [
      "Left to build on",
      setbacks.buildable_area_sq_ft === null ? "–" : `${number(setbacks.buildable_area_sq_ft)} sq ft`,
    ],
  ])}
  ${
    setbacks.survey_id
      ? html`<p>
          <a class="button small" href="?id=${project}&view=surveys&survey=${setbacks.survey_id}"
            >Show it in the survey</a
          >
        </p>`
      : enterSetbacks(project)
  }
`;

/** Id of who entered any of them; all are entered at once. @param {Setbacks | null} setbacks */
export const entererOf = (setbacks) => NAMES.map((name) => setbacks?.[name]?.said_by).find(Boolean);
