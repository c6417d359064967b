import { ago, day, money } from "/assets/ui/format.js";
import { html, nothing } from "/assets/ui/html.js";
import { badge, card, copyable, facts, pager } from "/assets/ui/parts.js";
import { show } from "/assets/ui/resource.js";
import { dayOrTime, ownWords, permitBadge } from "/console/permits/shown.js";
import { reportButton } from "/console/permits/report-jurisdiction.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */
/** @typedef {import("/console/permits/permit/permit.js").Opened} Opened */
/** @typedef {Schemas["PermitStatus"]} Line */

const FILINGS = { electronic: "Electronically", manual: "By hand" };
/** @type {Record<Line["source"], string>} */
const SOURCES = {
  submission: "When it was filed",
  api: "The jurisdiction's system",
  email: "Mail of the jurisdiction",
  manual: "Entered by hand",
};

/** @param {NonNullable<Schemas["Jurisdiction"]>} jurisdiction */
const authority = ({ id, name, state, portal_url: portal }) =>
  html`${name},
    ${state}${
      portal ? html`<br /><a href=${portal} rel="noopener noreferrer" target="_blank">Open its portal</a>` : nothing
    }<br />${reportButton({ known: { id, name }, label: "Report a problem with it" })}`;

/**
 * A fact that is left out while it is not known.
 * @template T
 * @param {string} name
 * @param {T | null} value
 * @param {(value: T) => unknown} shown
 * @returns {[string, unknown][]}
 */
const given = (name, value, shown) => (value === null ? [] : [[name, shown(value)]]);

/** What is known of the permit. @param {Opened} opened */
export const standing = ({ permit, filled: { jurisdiction, status_address: address } }) =>
  card({
    title: "Where it stands",
    body: html`
      ${facts([
        ["Status", html`${permitBadge(permit.status)}${ownWords(permit) ? html`<br />${ownWords(permit)}` : nothing}`],
        ...given("Since", permit.status_at, dayOrTime),
        ["Number", permit.number ?? "–"],
        ["Jurisdiction", jurisdiction ? authority(jurisdiction) : "–"],
        ...given("Filed", permit.filing, (filing) => FILINGS[filing]),
        ...given("Submitted", permit.submitted_at, ago),
        ...given("Fees due", permit.fees_due_cents, money),
        ...given("Issued", permit.issued_on, day),
        ...given("Expires", permit.expires_on, day),
        ...given("Have mail about it sent to", address, (text) => copyable(text, "the address for mail")),
      ])}
      ${
        address
          ? html`<p class="soft">
              Give it to the jurisdiction, or let a rule of your mailbox forward to it: statuses are read from that
              mail.
            </p>`
          : nothing
      }
    `,
  });

/** @param {Line} line */
const item = ({ status, status_text: text, at: since, source, detail, raw, created_at: known }) =>
  html`<li
    data-tone=${status === "permit_issued" || status === "permit_finaled" ? "good" : status === "permit_cancelled" ? "bad" : nothing}
  >
    <div class="progress-row">
      <strong>${text}</strong>${status === null ? badge("neutral", "Not a known status") : permitBadge(status)}
    </div>
    <p class="soft">${dayOrTime(since)} · ${SOURCES[source]} · known ${ago(known)}</p>
    ${detail ? html`<p class="said">${detail}</p>` : nothing}
    ${
      raw
        ? html`<details class="more">
            <summary>The mail</summary>
            <div class="more-body"><p class="said">${raw}</p></div>
          </details>`
        : nothing
    }
  </li>`;

/** @param {import("/assets/ui/resource.js").Pages<Line>} history */
export const historyCard = (history) =>
  card({
    title: "History",
    body: show(history, ({ data }) =>
      data.length === 0
        ? html`<p class="soft">
            Nothing is known of its status yet. What the jurisdiction's system, its mail or you say of it comes here.
          </p>`
        : html`<ol class="timeline">
              ${data.map(item)}
            </ol>
            ${pager(history)}`,
    ),
  });
