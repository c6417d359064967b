import { at } from "/assets/ui/format.js";
import { Filters, filterRow } from "/assets/ui/filters.js";
import { html, nothing } from "/assets/ui/html.js";
import { openAdminPage } from "/assets/ui/page.js";
import { card, heading, pager } from "/assets/ui/parts.js";
import { pages, show } from "/assets/ui/resource.js";
import { empty } from "/assets/ui/states.js";
import { isId, more, saidOf } from "/admin/audit-words.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */
/** @typedef {Schemas["AuditLogEntry"]} Entry */

/** What lines are about, and what stands for one that has no name. */
const SUBJECTS = {
  app: "Apps",
  builder: "Builders",
  contract_alert: "Contract alerts",
  incident: "Incidents",
  integration: "Integrations",
  integration_review: "Reviews of integrations",
  jurisdiction_report: "Reports of jurisdictions",
};
const subjects = Object.entries(SUBJECTS).map(([value, label]) => ({ value, label }));
const DAY_MS = 86_400_000;
const PERIODS = [
  { value: "1", label: "Last 24 hours" },
  { value: "7", label: "Last 7 days" },
  { value: "30", label: "Last 30 days" },
];

/** Where things are looked after that have no page of their own. @type {Record<string, string>} */
const LINKS = {
  contract_alert: "/admin/deprecations/?view=resolved",
  incident: "/admin/incidents/?view=all",
  integration_review: "/admin/integration-reviews/?view=all",
  jurisdiction_report: "/admin/jurisdictions/",
};

/** @param {Entry} entry @returns {string | undefined} where it is looked after */
const linkOf = ({ subject_type: type, subject_id: id, detail }) => {
  const review = detail["review_id"];
  if (type === "app" && typeof review === "string") return `/admin/app-reviews/review/?id=${review}`;
  return type === "integration" ? `/marketplace/${id}/` : LINKS[type];
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

/** @param {Entry} entry @param {ReturnType<typeof onlyOf>} only */
const item = (entry, only) => {
  const { action, actor_id: actor, actor_name: name, subject_id: id, subject_name, created_at: time } = entry;
  const link = linkOf(entry);
  const subject = subject_name ?? (isId(id) ? "what was deleted since" : id);
  const who = name ?? (actor === null ? "The platform" : "Somebody without an account");
  return html`<li>
    <p>
      <strong>${saidOf(action)}</strong> ${only("subject_id", id, subject, `Only what concerns ${subject}`)}
      ${link ? html`<a href=${link}>Open<span class="visually-hidden">: ${saidOf(action)}, ${subject}</span></a>` : nothing}
    </p>
    <p class="soft">${actor === null ? who : only("actor_id", actor, who, `Only what ${who} did`)} · ${at(time)}</p>
    ${more(entry, subject)}
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
      html`${filters.select("subject_type", "About", subjects)} ${filters.select("days", "Since", PERIODS)}
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
