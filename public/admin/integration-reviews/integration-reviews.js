import { post } from "/assets/ui/api.js";
import { askFor } from "/assets/ui/ask.js";
import { ago } from "/assets/ui/format.js";
import { html, nothing } from "/assets/ui/html.js";
import { confirm, toast } from "/assets/ui/overlay.js";
import { openAdminPage } from "/assets/ui/page.js";
import { badge, card, heading, pager, smallButton, tabs } from "/assets/ui/parts.js";
import { toProblem } from "/assets/ui/problem.js";
import { pages, show } from "/assets/ui/resource.js";
import { empty, note } from "/assets/ui/states.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */
/** @typedef {Schemas["ModeratedIntegrationReview"]} Review */

const VIEWS = {
  reported: { label: "Reported", query: { is_reported: true } },
  hidden: { label: "Hidden", query: { is_hidden: true } },
  all: { label: "All", query: {} },
};
const asked = new URLSearchParams(location.search).get("view") ?? "reported";
const view = /** @type {keyof typeof VIEWS} */ (Object.hasOwn(VIEWS, asked) ? asked : "reported");

/** Why a review is reported. @type {Record<Review["reports"][number]["reason"], string>} */
const REASONS = {
  spam: "Advertising",
  offensive: "Offensive",
  false_information: "Not true",
  conflict_of_interest: "By somebody with an interest in it",
  private_data: "Private data in it",
  other: "Something else",
};

/** @param {Review} review */
const reported = ({ reports }) =>
  reports.length === 0
    ? nothing
    : note(
        "warn",
        html`<ul class="plain-list close">
          ${reports.map(
            ({ reason, note: words, created_at: time }) =>
              html`<li><strong>${REASONS[reason]}</strong>, ${ago(time)}${words ? html`<br />${words}` : nothing}</li>`,
          )}
        </ul>`,
      );

/** @param {Review} review */
const hide = ({ id, author }) =>
  askFor({
    title: "Hide the review?",
    text: html`<p>
      Nobody sees it any more and it counts in no rating. ${author} is told why, in your words. It can be restored.
    </p>`,
    name: "reason",
    label: "What its writer is told",
    maxLength: 1000,
    action: "Hide it",
    tone: "bad",
    send: (reason) => post("/admin/integration-reviews/{id}/hide", { path: { id }, body: { reason } }),
  });

/** @param {Review} review */
async function dismiss({ id }) {
  const sure = await confirm({
    title: "Leave the review as it is?",
    text: html`<p>Its reports count as dealt with, and it stays where it is.</p>`,
    action: "Dismiss the reports",
    tone: "main",
  });
  if (sure) await post("/admin/integration-reviews/{id}/dismiss-reports", { path: { id } });
  return sure;
}

/** @param {Review} review */
async function restore({ id }) {
  await post("/admin/integration-reviews/{id}/restore", { path: { id } });
  return true;
}

/** @typedef {(action: (review: Review) => Promise<boolean>, review: Review, done: string) => void} Run */

/** @param {Review} review @param {Run} run */
const buttons = (review, run) => {
  const name = `“${review.title}”`;
  return html`<div class="row">
    ${
      review.open_reports > 0
        ? smallButton("Dismiss", () => run(dismiss, review, "Dismissed"), { label: `Dismiss the reports of ${name}` })
        : nothing
    }
    ${
      review.is_hidden
        ? smallButton("Restore", () => run(restore, review, "It is shown again."), { label: `Restore ${name}` })
        : smallButton("Hide", () => run(hide, review, "Hidden"), { label: `Hide ${name}`, look: "bad-text" })
    }
  </div>`;
};

/** @param {Review} review @param {Run} run */
const one = (review, run) =>
  card({
    title: html`<span class="named"
      >${review.title}
      ${review.open_reports > 0 ? badge("warn", review.open_reports === 1 ? "1 report" : `${review.open_reports} reports`) : nothing}
      ${review.is_hidden ? badge("neutral", "Hidden") : nothing}</span
    >`,
    actions: buttons(review, run),
    body: html`
      <p class="soft">
        <span role="img" aria-label="${review.rating} of 5 stars"
          >${"★".repeat(review.rating)}${"☆".repeat(5 - review.rating)}</span
        >
        · <a href="/marketplace/${review.integration}/#reviews">${review.integration_name}</a> · ${review.author} ·
        ${ago(review.created_at)}
      </p>
      <p class="said">${review.body}</p>
      ${reported(review)} ${review.answer ? note("info", html`<strong>Answered:</strong> ${review.answer}`) : nothing}
      ${review.hidden_reason ? note("warn", html`<strong>Hidden:</strong> ${review.hidden_reason}`) : nothing}
    `,
  });

openAdminPage(({ redraw }) => {
  const reviews = pages("/admin/integration-reviews", redraw, () => ({ query: VIEWS[view].query }));

  /** @param {(review: Review) => Promise<boolean>} action @param {Review} review @param {string} done */
  const run = async (action, review, done) => {
    try {
      if (!(await action(review))) return;
      toast(done);
    } catch (error) {
      toast(toProblem(error).message, "bad");
    }
    reviews.refresh();
  };

  return () => html`
    ${heading({
      title: "Reviews of integrations",
      lead: "Anyone may report a review. Hide what breaks the rules; leave what is only unfriendly.",
    })}
    ${tabs(
      "Reviews",
      Object.entries(VIEWS).map(([name, { label }]) => ({ href: `?view=${name}`, label, current: name === view })),
    )}
    ${show(reviews, ({ data }) =>
      data.length === 0
        ? card({
            body: empty({
              icon: "shield",
              title: view === "reported" ? "Nothing to decide" : "None",
              text: "Reviews that somebody has reported wait here for a decision.",
            }),
          })
        : html`<div class="stack">
            ${data.map((review) => one(review, (...what) => void run(...what)))}${pager(reviews)}
          </div>`,
    )}
  `;
});
