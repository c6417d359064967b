import { get, post, put, remove } from "/assets/ui/api.js";
import { textArea } from "/assets/ui/ask.js";
import { Form, submitButton, textField } from "/assets/ui/form.js";
import { ago, day } from "/assets/ui/format.js";
import { html, nothing } from "/assets/ui/html.js";
import { confirm, toast } from "/assets/ui/overlay.js";
import { card } from "/assets/ui/parts.js";
import { toProblem } from "/assets/ui/problem.js";
import { resource, show } from "/assets/ui/resource.js";
import { empty, note } from "/assets/ui/states.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */
/** @typedef {Schemas["IntegrationReviewState"]} State */
/** @typedef {NonNullable<State["review"]>} Review */

const STARS = [5, 4, 3, 2, 1];
/** @type {Record<NonNullable<State["reason"]>, string>} */
const REASONS = {
  sandbox: "A sandbox does not count. Switch to your live data.",
  not_installed: "It was not installed for seven days.",
  too_early: "A review needs seven days of use.",
  never_worked: "No sync and no call of it has worked yet.",
};

/** @param {Form} form @param {Review | null} review */
const rating = (form, review) => {
  const fault = form.faultOf("rating");
  return html`<fieldset class="fieldset stack tight" aria-describedby=${fault ? "rating-fault" : nothing}>
    <legend>Stars</legend>
    ${fault ? html`<p class="field-fault" id="rating-fault">${fault}</p>` : nothing}
    ${STARS.map(
      (count) =>
        html`<label class="check"
          ><input type="radio" name="rating" value=${count} required ?checked=${review?.rating === count} /><span
            aria-label="${count} of 5 stars"
            role="img"
            >${"★".repeat(count)}${"☆".repeat(5 - count)}</span
          ></label
        >`,
    )}
  </fieldset>`;
};

/** @param {Review} review */
const standing = ({ is_hidden: isHidden, hidden_reason: reason, answer, created_at: at }) => html`
  ${isHidden ? note("warn", html`<strong>It is hidden from the listing.</strong> ${reason ?? nothing}`) : nothing}
  ${answer ? note("info", html`<strong>Answered:</strong> ${answer}`) : nothing}
  <p class="soft">Written ${ago(at)}. Changing it keeps the answer; deleting it takes the answer along.</p>
`;

/** @param {State} state @param {string} name */
const refused = ({ reason, eligible_at: at }, name) =>
  empty({
    icon: "check",
    title: at ? `You can review ${name} from ${day(at.slice(0, 10))}` : `You cannot review ${name} yet`,
    text: reason ? REASONS[reason] : "",
  });

/** The builder's own review. @param {import("/console/integrations/integration/integration.js").Place} place */
export function reviewView({ opened, redraw }) {
  const { listing } = opened();
  const path = { slug: listing.slug };
  const state = resource(() => get("/marketplace/integrations/{slug}/review", { path }), redraw);
  const form = new Form(["rating", "title", "body"], redraw);

  const submit = form.onSubmit(async (entries) => {
    const body = { rating: Number(entries.text("rating")), title: entries.text("title"), body: entries.text("body") };
    const isNew = state.value?.review === null;
    await (isNew
      ? post("/marketplace/integrations/{slug}/review", { path, body })
      : put("/marketplace/integrations/{slug}/review", { path, body }));
    await state.load();
    toast(isNew ? "Thank you. It stands on the listing." : "Changed.");
  });
  const takeBack = async () => {
    const sure = await confirm({
      title: "Delete your review?",
      text: html`<p>It goes from the listing, with the answer to it, and no longer counts in the rating.</p>`,
      action: "Delete it",
      tone: "bad",
    });
    if (!sure) return;
    try {
      await remove("/marketplace/integrations/{slug}/review", { path });
      await state.load();
      toast("Deleted");
    } catch (error) {
      toast(toProblem(error).message, "bad");
    }
  };

  /** @param {State} value */
  const written = ({ review }) =>
    html`<form class="stack" @submit=${submit}>
      ${form.summary} ${review ? standing(review) : nothing} ${rating(form, review)}
      ${textField({ form, name: "title", label: "In one line", required: true, maxLength: 100, value: review?.title ?? "" })}
      ${textArea({ form, name: "body", label: "What others should know", required: true, maxLength: 5000, rows: 6, value: review?.body ?? "" })}
      <p class="soft">It is shown under your builder's name.</p>
      <div class="row">
        ${submitButton(form, review ? "Change it" : "Publish the review")}
        ${
          review && !review.is_hidden
            ? html`<button type="button" class="button bad-text" @click=${() => void takeBack()}>Delete</button>`
            : nothing
        }
      </div>
    </form>`;

  return () =>
    show(state, (value) =>
      card({
        ...(value.review || value.eligible ? { title: "Your review" } : {}),
        body: value.review || value.eligible ? written(value) : refused(value, listing.name),
      }),
    );
}
