import { money } from "/assets/ui/format.js";
import { html, nothing } from "/assets/ui/html.js";
import { facts } from "/assets/ui/parts.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */
/** @typedef {Schemas["PermitApplication"]["application"]} Application */

/** @param {readonly (string | null)[]} words */
const joined = (words, between = " ") => words.filter(Boolean).join(between);

/** @param {Application} application */
export const siteOf = ({ address }) =>
  joined(
    [joined([address.street_number, address.street_name]), address.city, joined([address.state, address.postal_code])],
    ", ",
  );

/** A line for a pen, on paper, and a dash on the screen. */
const blank = html`<span class="to-fill"><span class="visually-hidden">not entered</span></span>`;

/** @param {string | null | undefined} text */
const orBlank = (text) => text || blank;

/** @param {unknown} value @returns {string} */
const formValue = (value) => (value === true ? "Yes" : value === false ? "No" : String(value));

/** The form, filled in. @param {Application} application */
export const applicationFacts = (application) => html`
  <h3>Work</h3>
  ${facts([
    ["Permit", application.name],
    ["Kind", orBlank(application.record_type)],
    ["Value", application.job_value_cents === null ? blank : money(application.job_value_cents)],
  ])}
  ${facts([["Description", application.description ? html`<span class="said">${application.description}</span>` : blank]])}
  <h3>Site</h3>
  ${facts([
    ["Address", orBlank(siteOf(application))],
    ["Parcel number", orBlank(application.parcel_number)],
    ["The jurisdiction's id of the place", orBlank(application.location_id)],
  ])}
  <h3>Owner</h3>
  ${facts([
    ["Name", orBlank(application.owner?.name)],
    ["Address", orBlank(application.owner?.address)],
    ["Phone", orBlank(application.owner?.phone)],
    ["E-mail", orBlank(application.owner?.email)],
  ])}
  <h3>Contractor</h3>
  ${facts([
    ["Name", application.contractor.name],
    ["License number", orBlank(application.contractor.license)],
  ])}
  <h3>Applicant</h3>
  ${facts([
    ["Name", application.applicant.name],
    ["Phone", orBlank(application.applicant.phone)],
    ["E-mail", orBlank(application.applicant.email)],
  ])}
  ${application.forms.map(
    ({ id, values }) =>
      html`<h3>${id}</h3>
        ${facts(Object.entries(values).map(([name, value]) => [name, formValue(value)]))}`,
  )}
`;

/** Where who applies signs. */
export const signature = html`<div class="signature">
  <p>Signature of the applicant</p>
  <p>Date</p>
</div>`;

/** @param {Schemas["PermitApplication"]["missing"]} missing */
export const missingList = (missing) =>
  missing.length === 0
    ? nothing
    : html`<ul class="plain-list close">
        ${missing.map(({ detail }) => html`<li>${detail}</li>`)}
      </ul>`;
