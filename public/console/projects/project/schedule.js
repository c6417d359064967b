import { get } from "/assets/ui/api.js";
import { clockAt, day, number, percent, weekDay } from "/assets/ui/format.js";
import { html, nothing } from "/assets/ui/html.js";
import { spoken } from "/assets/ui/integrations.js";
import { badge, card, table } from "/assets/ui/parts.js";
import { resource, show } from "/assets/ui/resource.js";
import { empty } from "/assets/ui/states.js";
import { loadSite } from "/console/projects/project/site.js";
import { taskBadge } from "/console/projects/shown.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */
/** @typedef {import("/assets/ui/parts.js").Tone} Tone */
/** @typedef {Schemas["ProjectWeather"]["tasks"][number]["flags"][number]} WeatherFlag */
/** @typedef {Schemas["ProjectTides"]["tasks"][number]["flags"][number]} TideFlag */
/** @typedef {{ kind: (WeatherFlag | TideFlag)["kind"], date: string, detail: string }} Flag */
/** @typedef {Schemas["ProjectTides"]} Sea */
/** @typedef {Schemas["SiteConditions"]["weather"]} Part */

/** Flags of one kind whose words are shown at once. */
const SHOWN = 3;

/** @type {Record<Flag["kind"], readonly [Tone, string]>} */
const KINDS = {
  cold_concrete: ["warn", "Cold for concrete"],
  hot_concrete: ["warn", "Dries too fast"],
  precipitation: ["info", "Rain or snow"],
  alert: ["bad", "Severe weather"],
  high_water: ["info", "High water"],
  king_tide: ["warn", "King tide"],
  storm_surge: ["bad", "Storm surge"],
};

/** @param {number} feet */
const tenth = (feet) => `${number(Math.round(feet * 10) / 10)} ft`;

/**
 * How high the water is, and when it is low; the days of a task say the same again and again, so in few words.
 * @param {TideFlag} flag
 * @param {Sea | undefined} sea
 */
function inShort({ kind, date, at, height_ft: feet, detail }, sea) {
  if (!sea || at === null || feet === null) return detail;
  const clock = (/** @type {string} */ time) => clockAt(time, sea.time_zone);
  const high = `${tenth(feet)} at ${clock(at)}`;
  const lows = (sea.days.find((day) => day.date === date)?.tides ?? []).filter((water) => water.kind === "low");
  if (kind !== "high_water" || lows.length === 0) return high;
  return `${high}; low ${lows.map((low) => clock(low.at)).join(", ")}`;
}

/**
 * What the weather and the sea may do to the tasks, by their ids. What is not known of the site is not asked for.
 * @param {string} id of the project
 */
async function loadFlags(id) {
  const { weather, tides } = await loadSite(id);
  const path = { id };
  const [sky, sea] = await Promise.all([
    weather.status === "available" ? get("/projects/{id}/weather", { path }) : undefined,
    tides.status === "available" ? get("/projects/{id}/tides", { path }) : undefined,
  ]);
  /** @type {Map<string, Flag[]>} */
  const flags = new Map();
  const add = (/** @type {string} */ task, /** @type {readonly Flag[]} */ more) =>
    flags.set(task, [...(flags.get(task) ?? []), ...more]);
  for (const task of sky?.tasks ?? []) add(task.id, task.flags);
  for (const task of sea?.tasks ?? [])
    add(
      task.id,
      task.flags.map((flag) => ({ ...flag, detail: inShort(flag, sea) })),
    );
  return { flags, weather, tides, station: sea?.station ?? null };
}

/**
 * The tasks of the project's schedule that counts: the active one, else the newest.
 * @param {string} id of the project
 */
async function loadTasks(id) {
  const { data } = await get("/schedules", { query: { project_id: id, limit: 20 } });
  const schedule = data.find(({ status }) => status === "active") ?? data[0];
  if (!schedule) return null;
  const [tasks, site] = await Promise.all([
    get("/schedules/{schedule_id}/tasks", { path: { schedule_id: schedule.id }, query: { limit: 100 } }),
    loadFlags(id),
  ]);
  return { schedule, site, tasks: tasks.data.toSorted((a, b) => a.start_date.localeCompare(b.start_date)) };
}

/** @param {Flag} flag */
const line = ({ date, detail }) => html`<li><strong>${weekDay(date)}</strong> ${detail}</li>`;

/** @param {Flag["kind"]} kind @param {readonly Flag[]} flags of that kind, by their days */
const ofKind = (kind, flags) => html`
  <div class="flag">
    ${badge(...KINDS[kind])}
    <ul>
      ${flags.slice(0, SHOWN).map(line)}
    </ul>
    ${
      flags.length > SHOWN
        ? html`<details class="more">
            <summary>
              ${number(flags.length - SHOWN)} more<span class="visually-hidden">: ${KINDS[kind][1]}</span>
            </summary>
            <ul>
              ${flags.slice(SHOWN).map(line)}
            </ul>
          </details>`
        : nothing
    }
  </div>
`;

/** @param {readonly Flag[] | undefined} flags */
const flagsCell = (flags) => {
  if (!flags || flags.length === 0) return nothing;
  const inOrder = flags.toSorted((a, b) => a.date.localeCompare(b.date));
  return html`<div class="flags">
    ${[...new Set(inOrder.map(({ kind }) => kind))].map((kind) =>
      ofKind(
        kind,
        inOrder.filter((flag) => flag.kind === kind),
      ),
    )}
  </div>`;
};

/** @param {Schemas["ScheduleTask"]} task */
const daysOf = ({ start_date: start, end_date: end }) =>
  html`<div class="whole">${day(start)}${start === end ? nothing : html`<br />to ${day(end)}`}</div>`;

/** Why nothing is said of one of them. @param {string} title @param {Pick<Part, "status" | "detail" | "slug">} part */
const missing = (title, { status, detail, slug }) => {
  if (status === "available") return nothing;
  return html`<li>
    ${title}: ${detail ?? "Nothing is known of this site."}
    ${
      status === "not_installed" && slug !== null
        ? html`<a href="/console/integrations/install/?slug=${slug}">Install it</a>`
        : nothing
    }
  </li>`;
};

/** @param {NonNullable<Awaited<ReturnType<typeof loadTasks>>>} loaded */
const scheduleCard = ({ schedule, tasks, site: { flags, weather, tides, station } }) =>
  card({
    title: schedule.name,
    flush: true,
    body: html`${table({
      caption: "Tasks",
      rows: tasks,
      columns: [
        {
          label: "Task",
          main: true,
          cell: ({ name, kind, notes }) =>
            html`<div>${name}<br /><small>${[spoken(kind), notes].filter(Boolean).join(" · ")}</small></div>`,
        },
        { label: "Status", cell: ({ status }) => taskBadge(status) },
        { label: "Days", cell: daysOf },
        {
          label: "Done",
          kind: "number",
          cell: ({ percent_complete: done, name }) =>
            html`<span class="whole"
              ><meter min="0" max="100" value=${done} aria-label="Done of ${name}"></meter
              ><span class="share">${percent(done / 100)}</span></span
            >`,
        },
        { label: "Weather and tides", cell: ({ id }) => flagsCell(flags.get(id)) },
      ],
    })}
    ${
      station
        ? html`<p class="padded soft">
            Water at ${station.name}, ${number(station.distance_miles)} miles away: heights above MLLW, in the station's
            time.
          </p>`
        : nothing
    }
    ${
      weather.status === "available" && tides.status === "available"
        ? nothing
        : html`<ul class="padded soft plain-list close">
            ${missing("Weather", weather)} ${missing("Tides", tides)}
          </ul>`
    }`,
  });

/**
 * The schedule with what the weather and the sea may do to its tasks.
 * @param {string} id of the project
 * @param {() => void} redraw
 */
export function scheduleView(id, redraw) {
  const loaded = resource(() => loadTasks(id), redraw);
  return () => show(loaded, (value) => (value ? scheduleCard(value) : none()));
}

const none = () =>
  card({
    body: empty({
      icon: "gauge",
      title: "No schedule yet",
      text: "It comes from the software that you plan with, through the API. Each task then shows the weather and the water that it meets.",
      action: html`<a class="button" href="/docs/api/#/Schedules">How to send a schedule</a>`,
    }),
  });
