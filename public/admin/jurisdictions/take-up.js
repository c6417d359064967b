import { post } from "/assets/ui/api.js";
import { formDialog, textArea } from "/assets/ui/ask.js";
import { Form, selectField, textField } from "/assets/ui/form.js";
import { html } from "/assets/ui/html.js";
import { openDialog } from "/assets/ui/overlay.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */
/** @typedef {Schemas["JurisdictionReport"]} Report */
/** @typedef {NonNullable<Schemas["JurisdictionReportApproval"]["facts"]>} Facts */

const TEXTS = /** @type {const} */ ([
  "name",
  "state",
  "county",
  "county_geoid",
  "agency_code",
  "portal_url",
  "source_url",
]);
/** @type {Record<typeof TEXTS[number], string>} */
const LABELS = {
  name: "Name",
  state: "State, two letters",
  county: "County",
  county_geoid: "FIPS code of the county, five digits",
  agency_code: "What it is called in its software",
  portal_url: "Where people apply",
  source_url: "Where that is said",
};
const UNCHANGED = { value: "", label: "As it is" };
const CONNECTORS = [
  UNCHANGED,
  { value: "accela-permits", label: "Accela" },
  { value: "opengov-permits", label: "OpenGov Permitting" },
  { value: "city-permits", label: "City permits: followed, not filed" },
];
const STATUSES = [
  UNCHANGED,
  { value: "unverified", label: "Perhaps; nobody has shown it yet" },
  { value: "available", label: "Yes" },
  { value: "unavailable", label: "No" },
];

/** @param {string} text @returns {string[]} */
const listed = (text) => text.split(/[\s,;]+/u).filter((part) => part !== "");

/** @param {import("/assets/ui/form.js").Entries} entries @returns {Facts} */
function factsIn(entries) {
  const texts = [...TEXTS, "connector", "api_status"].map((name) => [name, entries.text(name)]);
  const domains = listed(entries.text("email_domains"));
  return {
    ...Object.fromEntries(texts.filter(([, value]) => value !== "")),
    ...(domains.length > 0 && { email_domains: domains }),
  };
}

/**
 * Lets a report be completed, and takes it up.
 * @param {Report} report
 * @returns {Promise<boolean>} whether it was
 */
export async function takeUp({ id, facts, jurisdiction_name: known }) {
  const title = `Take the report of ${known ?? facts.name} up`;
  const proposed = /** @type {Readonly<Record<string, string | undefined>>} */ (facts);
  /** @param {(value: true | undefined) => void} close @param {() => void} redraw */
  const build = (close, redraw) => {
    const form = new Form([...TEXTS, "connector", "api_status", "email_domains", "note"], redraw);
    const submit = form.onSubmit(async (entries) => {
      const words = entries.text("note");
      const body = { facts: factsIn(entries), ...(words && { note: words }) };
      await post("/admin/jurisdiction-reports/{id}/approve", { path: { id }, body });
      close(true);
    });
    return () =>
      formDialog({
        form,
        submit,
        title,
        close: () => close(undefined),
        body: html`<p>
            What stands here is the registry's from now on, for every builder, and counts as verified by you. What is
            left empty stays as it is.
          </p>
          ${form.summary}
          ${TEXTS.map((name) => textField({ form, name, label: LABELS[name], maxLength: 500, value: proposed[name] ?? "" }))}
          ${selectField({ form, name: "connector", label: "The integration that reaches it", options: CONNECTORS })}
          ${selectField({ form, name: "api_status", label: "Whether applications can be filed through it", options: STATUSES })}
          ${textField({
            form,
            name: "email_domains",
            label: "Domains it sends statuses from",
            hint: "Names of domains, with blanks between them.",
          })}
          ${textArea({ form, name: "note", label: "What its reporter is told", maxLength: 2000 })}`,
        action: "Take it up",
      });
  };
  return (await openDialog(build, { label: title, wide: true })) ?? false;
}
