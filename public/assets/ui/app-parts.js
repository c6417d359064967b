import { ago, money } from "/assets/ui/format.js";
import { html, nothing } from "/assets/ui/html.js";
import { spoken } from "/assets/ui/integrations.js";
import { badge, facts, table } from "/assets/ui/parts.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */
/** @typedef {import("/assets/ui/parts.js").Tone} Tone */
/** @typedef {Schemas["DeveloperApp"]["state"] | Schemas["AppReview"]["state"]} State */

/** @type {Record<State, readonly [Tone, string]>} */
const STATES = {
  draft: ["neutral", "Draft"],
  submitted: ["info", "Submitted"],
  in_review: ["info", "In review"],
  changes_requested: ["warn", "Changes requested"],
  approved: ["good", "Approved"],
  rejected: ["bad", "Rejected"],
  withdrawn: ["neutral", "Withdrawn"],
};

/** How far an application, or a round of its review, has come. @param {State} state */
export const stateBadge = (state) => badge(...STATES[state]);

/** @type {Record<Schemas["AppCheck"]["status"], readonly [Tone, string]>} */
const RESULTS = {
  passed: ["good", "Passed"],
  failed: ["bad", "Failed"],
  not_applicable: ["neutral", "Does not apply"],
};

/** Where a check that fails can be passed, by its rule. @type {Record<string, { href: string, label: string }>} */
const REMEDIES = {
  R004: { href: "/developer/webhook-tester/", label: "Test it with the webhook tester" },
};

/** @param {Schemas["AppCheck"]} check */
const remedy = ({ rule, status }) => {
  const found = status === "failed" ? REMEDIES[rule] : undefined;
  return found ? html`<br /><small><a href=${found.href}>${found.label}</a></small>` : nothing;
};

/**
 * What the automated checks found, by the ids of their rules.
 * @param {readonly Schemas["AppCheck"][]} checks
 */
export const checkTable = (checks) =>
  table({
    caption: "Automated checks",
    rows: checks,
    columns: [
      { label: "Rule", cell: ({ rule }) => html`<a href="/docs/review-criteria/#${rule}"><code>${rule}</code></a>` },
      {
        label: "Check",
        main: true,
        cell: (check) =>
          html`<div>${check.title}<br /><small class="address">${check.detail}</small>${remedy(check)}</div>`,
      },
      { label: "Result", cell: ({ status }) => badge(...RESULTS[status]) },
    ],
  });

/** @param {string} id of a logo or screenshot */
export const imageOf = (id) => `/api/v1/app-assets/${id}`;

/** @param {string} url */
const outside = (url) => html`<a href=${url} rel="noreferrer">${url}</a>`;

/**
 * What a submission says of an application.
 * @param {Schemas["AppListing"]} listing
 */
export const listingFacts = (listing) => html`
  <p class="said">${listing.summary}</p>
  ${facts([
    ["Category", spoken(listing.category)],
    [
      "Price",
      `${spoken(listing.pricing_type)}${listing.price_monthly_cents ? `, ${money(listing.price_monthly_cents)} a month` : ""}`,
    ],
    ["Setup guide", outside(listing.setup_guide_url)],
    ["Support", html`<a href="mailto:${listing.support_email}">${listing.support_email}</a>`],
    ...(listing.support_url ? [/** @type {const} */ (["Support page", outside(listing.support_url)])] : []),
    ["Webhooks go to", listing.webhook_url ?? "Uses none"],
  ])}
  <ul class="pictures">
    ${listing.screenshots.map(
      (id, index) =>
        html`<li>
          <a href=${imageOf(id)}><img src=${imageOf(id)} alt="Screenshot ${index + 1}" loading="lazy" /></a>
        </li>`,
    )}
  </ul>
`;

/**
 * What was said of a submission, oldest first.
 * @param {readonly Schemas["AppReviewComment"][]} comments
 * @param {(authorId: string) => string} nameOf
 */
export const commentList = (comments, nameOf) => html`
  <ol class="timeline">
    ${comments.map(
      (comment) =>
        html`<li>
          <p class="soft">
            ${nameOf(comment.author_id)}, ${ago(comment.created_at)}
            ${comment.is_internal ? badge("warn", "Internal") : nothing}
          </p>
          <p class="said">${comment.body}</p>
        </li>`,
    )}
  </ol>
`;
