import { get, post } from "/assets/ui/api.js";
import { checkTable, commentList } from "/assets/ui/app-parts.js";
import { at } from "/assets/ui/format.js";
import { html, nothing } from "/assets/ui/html.js";
import { confirm, toast } from "/assets/ui/overlay.js";
import { card } from "/assets/ui/parts.js";
import { toProblem } from "/assets/ui/problem.js";
import { resource, show } from "/assets/ui/resource.js";
import { empty } from "/assets/ui/states.js";
import { stateBadge } from "/assets/ui/app-parts.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */
/** @typedef {import("/developer/apps/app/app.js").Place} Place */
/** @typedef {Schemas["AppReviewDetail"]} Review */

/** @param {Review} review @returns {{ label: string, time: string, tone: "good" | "bad" | "neutral" }[]} oldest first */
function momentsOf(review) {
  /** @type {readonly (readonly [string, string | null, "good" | "bad" | "neutral"])[]} */
  const moments = [
    ["Submitted", review.submitted_at, "neutral"],
    ["A reviewer took it on", review.in_review_at, "neutral"],
    ["Changes requested", review.changes_requested_at, "bad"],
    ["Approved and published", review.approved_at, "good"],
    ["Rejected", review.rejected_at, "bad"],
    ["Withdrawn", review.withdrawn_at, "neutral"],
  ];
  return moments.flatMap(([label, time, tone]) => (time === null ? [] : [{ label, time, tone }]));
}

/** @param {Review} review */
const isOpen = ({ state }) => state === "submitted" || state === "in_review";

/** @param {Review} review */
const timeline = (review) => html`
  <ol class="timeline">
    ${momentsOf(review).map(
      ({ label, time, tone }) =>
        html`<li data-tone=${tone}>
          <div class="progress-row"><strong>${label}</strong><span class="soft">${at(time)}</span></div>
        </li>`,
    )}
    ${
      isOpen(review)
        ? html`<li>
            <div class="progress-row"><span>An answer is due</span><span class="soft">${at(review.due_at)}</span></div>
          </li>`
        : nothing
    }
  </ol>
`;

/** @param {Review} review */
const one = (review) =>
  card({
    title: html`<span class="named">Round ${review.round} ${stateBadge(review.state)}</span>`,
    body: html`
      ${timeline(review)}
      ${
        review.comments.length === 0
          ? nothing
          : html`<h3>What reviewers wrote</h3>
              ${commentList(review.comments, () => "A reviewer")}`
      }
      <details class="more">
        <summary>Checks at submission</summary>
        ${checkTable(review.checks)}
      </details>
    `,
  });

/** @param {Place} place */
export function reviewsView({ opened, reload, redraw }) {
  const { id } = opened().app;
  const reviews = resource(async () => {
    const { data } = await get("/developer/apps/{id}/reviews", { path: { id } });
    return await Promise.all(
      data
        .slice(0, 10)
        .map((review) => get("/developer/apps/{id}/reviews/{review_id}", { path: { id, review_id: review.id } })),
    );
  }, redraw);

  const withdraw = async () => {
    const { name, is_published: published } = opened().app;
    const sure = await confirm({
      title: `Withdraw ${name}?`,
      text: published
        ? html`<p>
            It leaves the marketplace and is a draft again. Builders who use it go on; new ones cannot let it in.
          </p>`
        : html`<p>It is a draft again, and nobody reviews it. You can submit it anew.</p>`,
      action: "Withdraw",
    });
    if (!sure) return;
    try {
      await post("/developer/apps/{id}/withdraw", { path: { id } });
      toast("Withdrawn");
    } catch (error) {
      toast(toProblem(error).message, "bad");
    }
    await Promise.all([reload(), reviews.load()]);
  };

  return () => html`
    ${
      ["submitted", "in_review", "approved"].includes(opened().app.state)
        ? html`<div class="row">
            <button type="button" class="button bad-text" @click=${withdraw}>Withdraw</button>
          </div>`
        : nothing
    }
    ${show(reviews, (all) =>
      all.length === 0
        ? card({
            body: empty({
              icon: "check",
              title: "Not submitted yet",
              text: "Fill in the listing, look at the checks, and submit it.",
              action: html`<a class="button main" href="?id=${id}&view=checks">To the checks</a>`,
            }),
          })
        : all.map(one),
    )}
  `;
}
