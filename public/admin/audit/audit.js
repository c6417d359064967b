import { at } from "/assets/ui/format.js";
import { Filters, filterRow } from "/assets/ui/filters.js";
import { html, nothing } from "/assets/ui/html.js";
import { spoken } from "/assets/ui/integrations.js";
import { openAdminPage } from "/assets/ui/page.js";
import { card, codeBlock, heading, pager } from "/assets/ui/parts.js";
import { pages, show } from "/assets/ui/resource.js";
import { empty } from "/assets/ui/states.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */
/** @typedef {Schemas["AuditLogEntry"]} Entry */

const SUBJECTS = [
  "app",
  "builder",
  "contract_alert",
  "incident",
  "integration",
  "integration_review",
  "jurisdiction_report",
].map((value) => ({ value, label: spoken(value) }));
const DAY_MS = 86_400_000;
const PERIODS = [
  { value: "1", label: "Last 24 hours" },
  { value: "7", label: "Last 7 days" },
  { value: "30", label: "Last 30 days" },
];

/** @param {string} action `integration.killed` */
const said = (action) => spoken(action.replace(".", " "));

/** @param {Entry} entry @returns {string | undefined} where it is looked after */
const linkOf = ({ subject_type: type, subject_id: id, detail }) => {
  if (type === "integration") return `/marketplace/${id}/`;
  const review = detail["review_id"];
  if (type === "app" && typeof review === "string") return `/admin/app-reviews/review/?id=${review}`;
  return type === "integration_review" ? "/admin/integration-reviews/" : undefined;
};

/** @param {Filters} filters */
const onlyOf =
  (filters) =>
  /** @param {string} name @param {string} value @param {unknown} text @param {string} label */
  (name, value, text, label) =>
    html`<button type="button" class="link" aria-label=${label} @click=${() => filters.set(name, value)}>
      ${text}
    </button>`;

/** What takes back what the list was narrowed to from within it. @param {Filters} filters */
const widen = (filters) =>
  ["subject_id", "actor_id"]
    .filter((name) => filters.values[name] !== "")
    .map(
      (name) =>
        html`<button type="button" class="button" @click=${() => filters.set(name, "")}>
          ${name === "actor_id" ? "Of everybody" : "Of everything"}
        </button>`,
    );

/** @param {Entry} entry */
const more = ({ action, subject_id: subject, detail }) =>
  Object.keys(detail).length === 0
    ? nothing
    : html`<details class="more">
        <summary>How, and why<span class="visually-hidden">, of ${said(action)}, ${subject}</span></summary>
        <div class="more-body">
          ${codeBlock(JSON.stringify(detail, undefined, 2), { label: `detail of ${said(action)}, ${subject}` })}
        </div>
      </details>`;

/** @param {Entry} entry @param {ReturnType<typeof onlyOf>} only */
const item = (entry, only) => {
  const { action, actor_id: actor, actor_name: name, subject_id: subject, created_at: time } = entry;
  const link = linkOf(entry);
  const who = name ?? (actor === null ? "The platform" : "Somebody without an account");
  return html`<li>
    <p>
      <strong>${said(action)}</strong>
      ${only("subject_id", subject, html`<code class="address">${subject}</code>`, `Only what concerns ${subject}`)}
      ${link ? html`<a href=${link}>Open<span class="visually-hidden"> ${said(action)}, ${subject}</span></a>` : nothing}
    </p>
    <p class="soft">${actor === null ? who : only("actor_id", actor, who, `Only what ${who} did`)} · ${at(time)}</p>
    ${more(entry)}
  </li>`;
};

/** @param {boolean} isNarrowed */
const none = (isNarrowed) =>
  empty({
    icon: "pulse",
    title: isNarrowed ? "Nothing fits" : "Nothing was decided yet",
    text: isNarrowed
      ? "No line of the log fits these filters."
      : "Switching an integration off, deciding on an application: each is written down here.",
  });

openAdminPage(({ redraw }) => {
  const filters = new Filters(["subject_type", "days", "subject_id", "actor_id"], () => list.restart());
  const only = onlyOf(filters);
  const list = pages("/admin/audit", redraw, () => {
    const { subject_type: type = "", subject_id: id = "", actor_id: actor = "", days = "" } = filters.values;
    const since = days === "" ? "" : new Date(Date.now() - Number(days) * DAY_MS).toISOString();
    // A range is listed in its own order unless another is asked for.
    return {
      query: { subject_type: type, subject_id: id, actor_id: actor, "created_at[gte]": since, sort: "-created_at" },
    };
  });
  return () => html`
    ${heading({
      title: "Audit log",
      lead: "What people decided on this platform: who, when, and why. Lines are added and never changed.",
    })}
    ${filterRow(
      html`${filters.select("subject_type", "About", SUBJECTS)} ${filters.select("days", "Since", PERIODS)}
      ${widen(filters)}`,
      list,
    )}
    ${card({
      body: show(list, ({ data }) =>
        data.length === 0
          ? none(!filters.isEmpty)
          : html`<ol class="timeline">
                ${data.map((entry) => item(entry, only))}
              </ol>
              ${pager(list)}`,
      ),
    })}
  `;
});
