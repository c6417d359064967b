import { get } from "/assets/ui/api.js";
import { ago, at, clockAt, day, number, weekDay } from "/assets/ui/format.js";
import { html, nothing } from "/assets/ui/html.js";
import { spoken } from "/assets/ui/integrations.js";
import { badge, card, facts, smallLink, table } from "/assets/ui/parts.js";
import { resource, show } from "/assets/ui/resource.js";
import { note } from "/assets/ui/states.js";
import { memberName } from "/console/members/name.js";
import { editLink } from "/console/projects/shown.js";
import { standing } from "/console/projects/project/site-standing.js";
import { enterSetbacks, entererOf, setbacksBody } from "/console/projects/project/site-setbacks.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */
/** @typedef {import("/assets/ui/parts.js").Tone} Tone */
/** @typedef {Schemas["SiteConditions"]} Conditions */
/** @typedef {NonNullable<Conditions["flood"]["data"]>} Flood */
/** @typedef {NonNullable<Conditions["weather"]["data"]>} Weather */
/** @typedef {NonNullable<Conditions["tides"]["data"]>} Tides */
/** @typedef {NonNullable<Conditions["survey"]["data"]>} Survey */
/** @typedef {NonNullable<Conditions["parcel"]["data"]>} Parcel */
/** @typedef {Conditions["flood"]["status"]} Status */

const DAYS_SHOWN = 5;

/** @param {string} id */
export const loadSite = (id) => get("/projects/{id}/site-conditions", { path: { id } });

/** @type {Record<Status, { tone: Tone, label: string }>} */
const STATUSES = {
  available: { tone: "good", label: "Known" },
  pending: { tone: "info", label: "Looked up soon" },
  not_covered: { tone: "neutral", label: "Not covered" },
  no_location: { tone: "warn", label: "No place" },
  not_watched: { tone: "neutral", label: "Not watched" },
  not_installed: { tone: "neutral", label: "Not installed" },
  failed: { tone: "bad", label: "Failed" },
};

/** Of what is no integration's. @type {{ tone: Tone, label: string }} */
const NONE_YET = { tone: "neutral", label: "None yet" };

/** @param {Flood} flood */
export function floodBadge({ status, zone, is_special_flood_hazard: hazard, is_floodway: floodway }) {
  if (status === "undetermined") return badge("warn", "Undetermined");
  return badge(hazard ? "bad" : "good", `Zone ${zone}${floodway ? ", floodway" : ""}`);
}

/** @param {number | null} feet @param {string} [more] */
const feetOr = (feet, more = "") => (feet === null ? "–" : `${number(feet)}\u00a0ft${more}`);

/** @type {Record<NonNullable<Flood["reason"]>, string>} */
const REASONS = {
  no_map: "FEMA has no digital map of this place. That is not zone X.",
  no_zone: "FEMA's map names no zone at this very place. That is not zone X.",
  not_included: "The flood study leaves this place out. That is not zone X.",
};

/** @param {Flood} flood */
const floodBody = (flood) => html`
  ${flood.reason ? note("warn", REASONS[flood.reason]) : nothing}
  ${
    flood.is_special_flood_hazard
      ? note(
          "bad",
          "Special flood hazard area: a federally backed mortgage needs flood insurance, and the building has to stand above the base flood.",
        )
      : nothing
  }
  ${facts([
    [
      "Zone",
      flood.zone ? html`${flood.zone}${flood.subtype ? html`<br /><small>${flood.subtype}</small>` : nothing}` : "–",
    ],
    ["Floodway", flood.is_floodway ? "Yes" : "No"],
    [
      "Base flood elevation",
      feetOr(flood.base_flood_elevation_ft, flood.vertical_datum ? ` ${flood.vertical_datum}` : ""),
    ],
    [
      "Map panel",
      flood.panel
        ? html`${flood.panel}${
            flood.panel_effective_on ? html`<br /><small>since ${day(flood.panel_effective_on)}</small>` : nothing
          }`
        : "–",
    ],
  ])}
  <p><a href=${flood.map_url} rel="noopener noreferrer" target="_blank">Open in FEMA's map viewer</a></p>
`;

/** @param {Weather} weather */
const weatherBody = ({ days, alerts, issued_at: issued }) => html`
  ${alerts.map(({ headline, severity }) =>
    note(severity === "extreme" || severity === "severe" ? "bad" : "warn", headline),
  )}
  ${table({
    caption: "Weather by day",
    small: true,
    rows: days.slice(0, DAYS_SHOWN),
    columns: [
      { label: "Day", main: true, cell: ({ date }) => weekDay(date) },
      { label: "High", kind: "number", cell: ({ high_f: high }) => (high === null ? "–" : `${number(high)} °F`) },
      { label: "Low", kind: "number", cell: ({ low_f: low }) => (low === null ? "–" : `${number(low)} °F`) },
      {
        label: "Rain",
        kind: "number",
        cell: ({ precipitation_in: rain }) => (rain === null ? "–" : `${number(rain)} in`),
      },
    ],
  })}
  <p class="soft">Forecast of ${at(issued)}</p>
`;

/** @param {number} feet */
const tenth = (feet) => Math.round(feet * 10) / 10;

/** @param {Tides} tides @param {Tides["days"][number]["tides"]} waters of a day */
const watersOf = (tides, waters) =>
  waters.length === 0
    ? "–"
    : html`<div class="waters">
        ${waters.map(
          (water) => html`<div>${clockAt(water.at, tides.time_zone)} · ${feetOr(tenth(water.height_ft))}</div>`,
        )}
      </div>`;

/** @param {Tides} tides */
const watersByDay = (tides) =>
  table({
    caption: "Tides by day",
    small: true,
    rows: tides.days.slice(0, DAYS_SHOWN),
    columns: [
      {
        label: "Day",
        main: true,
        cell: ({ date, is_king_tide: king }) => html`${weekDay(date)} ${king ? badge("warn", "King tide") : nothing}`,
      },
      .../** @type {const} */ (["high", "low"]).map((kind) => ({
        label: kind === "high" ? "High water" : "Low water",
        cell: (/** @type {Tides["days"][number]} */ { tides: waters }) =>
          watersOf(
            tides,
            waters.filter((water) => water.kind === kind),
          ),
      })),
    ],
  });

/** @param {Tides} tides */
const tidesBody = (tides) => html`
  ${tides.surge_alerts.map(({ headline }) => note("bad", headline))}
  ${tides.king_tides
    .slice(0, 2)
    .map((king) =>
      note(
        "warn",
        html`King tide of ${feetOr(tenth(king.height_ft))} on
        ${clockAt(king.at, tides.time_zone, { dateStyle: "medium" })}:
        ${king.reason === "minor_flood" ? "it reaches the minor flood level." : "the highest of the year."}`,
      ),
    )}
  ${tides.days.length === 0 ? html`<p class="soft">Nothing is predicted for the days ahead.</p>` : watersByDay(tides)}
  ${
    tides.station
      ? html`<p class="soft">
          At ${tides.station.name}, ${number(tides.station.distance_miles)} miles away; heights above MLLW, in the
          station's time.
        </p>`
      : nothing
  }
  ${
    tides.is_surge_watched
      ? nothing
      : html`<p class="soft">
          <a href="/console/integrations/install/?slug=noaa-weather">Install NOAA Weather</a> to hear of storm surge.
        </p>`
  }
`;

/** @param {Parcel} parcel */
const parcelBody = (parcel) =>
  facts([
    ["Parcel", parcel.number ?? "–"],
    ["Address", [parcel.address, parcel.city].filter(Boolean).join(", ") || "–"],
    ["Lot", parcel.lot_sqft === null ? "–" : `${number(Math.round(parcel.lot_sqft))} sq ft`],
    ["Zoning", parcel.zoning ?? "–"],
    ["Land use", parcel.land_use ?? "–"],
    [
      "Setbacks",
      parcel.setbacks
        ? html`front ${feetOr(parcel.setbacks.front_ft)}, side ${feetOr(parcel.setbacks.side_ft)}, rear
          ${feetOr(parcel.setbacks.rear_ft)}`
        : "Not published",
    ],
  ]);

/** @param {Survey} survey @param {string} project */
const surveyBody = (survey, project) => html`
  ${facts([
    ["Kind", spoken(survey.kind)],
    ["Lot", survey.lot_area_sq_ft === null ? "–" : `${number(Math.round(survey.lot_area_sq_ft))} sq ft`],
    ["Perimeter", survey.lot_perimeter_ft === null ? "–" : `${number(survey.lot_perimeter_ft)} ft`],
  ])}
  <p>${smallLink("Show the survey", `?id=${project}&view=surveys&survey=${survey.survey_id}`)}</p>
`;

/**
 * @template {{ status: Status, is_degraded: boolean, detail: string | null, source: string, slug: string | null, checked_at: string | null }} P
 * @param {string} title
 * @param {P} part
 * @param {{ project: string, body: unknown, mark?: unknown }} more `body` is nothing while the part has no data to show;
 *   `mark` stands instead of the status, where the part says more
 */
function partCard(title, part, { project, body, mark }) {
  const isOurs = part.status === "not_installed" && part.slug === null;
  const { tone, label } = isOurs ? NONE_YET : STATUSES[part.status];
  return card({
    title,
    actions: mark ?? badge(tone, label),
    body: html`
      ${standing(part, project)} ${body ?? nothing}
      ${part.checked_at ? html`<p class="soft">${part.source} · ${part.slug === null ? "" : "asked "}${ago(part.checked_at)}</p>` : nothing}
    `,
  });
}

/** @param {Conditions["location"]} location @param {string} project */
const placeNote = (location, project) => {
  if (location.source === "none")
    return note(
      "warn",
      html`${location.detail ?? "The place of the site is not known."}
        <a href=${editLink(project)}>Enter the place</a>`,
    );
  if (location.source === "census_geocoder")
    return note("info", `Located by its address, at ${location.matched_address}. Coordinates of your own come first.`);
  return nothing;
};

/** @param {string} project */
const importSurvey = (project) => html`<p>${smallLink("Import a survey", `?id=${project}&view=surveys`)}</p>`;

/** @param {Conditions} site @param {string} by who entered the setbacks */
function cards({ project_id: project, location, flood, weather, tides, parcel, survey, setbacks }, by) {
  const mark = flood.data ? floodBadge(flood.data) : undefined;
  return html`
    ${placeNote(location, project)}
    <div class="site-cards">
      ${partCard("Weather", weather, { project, body: weather.data && weatherBody(weather.data) })}
      ${partCard("Tides", tides, { project, body: tides.data?.status === "predicted" ? tidesBody(tides.data) : nothing })}
      ${partCard("Flood", flood, { project, body: flood.data && floodBody(flood.data), mark })}
      ${partCard("Parcel", parcel, { project, body: parcel.data && parcelBody(parcel.data) })}
      ${partCard("Survey", survey, { project, body: survey.data ? surveyBody(survey.data, project) : importSurvey(project) })}
      ${partCard("Setbacks", setbacks, {
        project,
        body: setbacks.data ? setbacksBody(setbacks.data, project, by) : enterSetbacks(project),
      })}
    </div>
  `;
}

/**
 * What is known of the site.
 * @param {import("/assets/ui/page.js").BuilderPage} page
 * @param {string} id of the project
 */
export function siteView(page, id) {
  const loaded = resource(async () => {
    const site = await loadSite(id);
    const enterer = entererOf(site.setbacks.data);
    return { site, by: enterer ? await memberName(page, enterer) : "" };
  }, page.redraw);
  return () => show(loaded, ({ site, by }) => cards(site, by));
}
