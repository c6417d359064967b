import { get, post } from "/assets/ui/api.js";
import { checkTable, commentList, listingFacts } from "/assets/ui/app-parts.js";
import { textArea } from "/assets/ui/ask.js";
import { at } from "/assets/ui/format.js";
import { Form, submitButton } from "/assets/ui/form.js";
import { html, nothing } from "/assets/ui/html.js";
import { monogram } from "/assets/ui/integrations.js";
import { confirm, toast } from "/assets/ui/overlay.js";
import { openAdminPage } from "/assets/ui/page.js";
import { card, facts, heading, table } from "/assets/ui/parts.js";
import { toProblem } from "/assets/ui/problem.js";
import { resource, show } from "/assets/ui/resource.js";
import { due } from "/admin/app-reviews/due.js";
import { stateBadge } from "/assets/ui/app-parts.js";
import { decisionCard } from "/admin/app-reviews/review/decision.js";
import { more, saidOf } from "/admin/audit-words.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */
/** @typedef {Schemas["AdminAppReviewDetail"]} Review */

const id = new URLSearchParams(location.search).get("id") ?? "";

/** @param {Review} review */
const application = ({ application: app, listing }) =>
  card({
    title: "Application",
    flush: true,
    body: html`<div class="padded">
        ${facts([
          ["Name on the consent screen", app.name],
          ["Client id", html`<code>${app.client_id}</code>`],
          ["Redirect URIs", html`${app.redirect_uris.map((uri) => html`<code class="address">${uri}</code><br />`)}`],
        ])}
      </div>
      ${table({
        caption: "Scopes it asks for",
        rows: app.scopes,
        columns: [
          { label: "Scope", main: true, cell: (scope) => html`<code>${scope}</code>` },
          { label: "What for", cell: (scope) => listing.scope_justifications[scope] ?? "Not said" },
        ],
      })}`,
  });

/** @param {Review} review */
const auditLog = ({ audit_log: lines, listing }) =>
  card({
    title: "Audit log",
    body:
      lines.length === 0
        ? html`<p class="soft">Nothing was decided about the application yet.</p>`
        : html`<ol class="timeline">
            ${lines.map(
              (line) =>
                html`<li>
                  <p><strong>${saidOf(line.action)}</strong></p>
                  <p class="soft">${line.actor_name ?? "Somebody without an account"} · ${at(line.created_at)}</p>
                  ${more(line, listing.name)}
                </li>`,
            )}
          </ol>`,
  });

/** @param {Review} value */
async function claim({ claimed_by: by }) {
  const takeOver = by !== null;
  const sure =
    !takeOver ||
    (await confirm({
      title: "Take it over?",
      text: html`<p>Another admin has claimed the submission. From now on only you can decide it.</p>`,
      action: "Take it over",
      tone: "main",
    }));
  if (!sure) return;
  try {
    await post("/admin/app-reviews/{id}/claim", { path: { id }, body: { take_over: takeOver } });
    toast("It is yours to decide.");
  } catch (error) {
    toast(toProblem(error).message, "bad");
  }
}

/** @param {{ redraw: () => void, nameOf: (author: string) => string, reload: () => Promise<void> }} parts */
function commentsCard({ redraw, nameOf, reload }) {
  const commentForm = new Form(["body"], redraw);
  const comment = commentForm.onSubmit(async (entries) => {
    const body = { body: entries.text("body"), is_internal: entries.text("is_internal") === "on" };
    await post("/admin/app-reviews/{id}/comments", { path: { id }, body });
    const form = document.querySelector("#comment");
    if (form instanceof HTMLFormElement) form.reset();
    await reload();
    toast(body.is_internal ? "Noted for admins alone" : "The developer can read it.");
  });

  /** @param {Review} value */
  return (value) =>
    card({
      title: "Comments",
      body: html`
        ${value.comments.length === 0 ? html`<p class="soft">None yet.</p>` : commentList(value.comments, nameOf)}
        <form class="stack narrow" id="comment" @submit=${comment}>
          ${commentForm.summary}
          ${textArea({ form: commentForm, name: "body", label: "Comment", maxLength: 5000, required: true })}
          <label class="check"
            ><input type="checkbox" name="is_internal" /><span
              >For admins alone; the developer does not see it</span
            ></label
          >
          <div class="row">${submitButton(commentForm, "Comment")}</div>
        </form>
      `,
    });
}

openAdminPage(({ session, redraw }) => {
  const review = resource(() => get("/admin/app-reviews/{id}", { path: { id } }), redraw);
  /** @param {string} author */
  const nameOf = (author) => (author === session.user.id ? "You" : "A reviewer");
  const comments = commentsCard({ redraw, nameOf, reload: () => review.load() });
  const decision = decisionCard({ id, redraw, decided: () => review.load() });

  /** @param {Review} value */
  const claimButton = (value) => {
    const open = value.state === "submitted" || value.state === "in_review";
    if (!open || value.claimed_by === session.user.id) return nothing;
    return html`<button type="button" class="button main" @click=${() => claim(value).then(() => review.load())}>
      ${value.claimed_by === null ? "Claim" : "Take over"}
    </button>`;
  };

  /** @param {Review} value */
  const whole = (value) =>
    html`<div class="stack">
      ${card({
        title: "Submission",
        body: facts([
          ["State", stateBadge(value.state)],
          ["Due", due(value)],
          ["Round", String(value.round)],
          ["Submitted", at(value.submitted_at)],
          ["Reviewer", value.claimed_by === null ? "Nobody yet" : nameOf(value.claimed_by)],
          ...(value.note === null
            ? []
            : [/** @type {const} */ (["Decision", html`<span class="said">${value.note}</span>`])]),
        ]),
      })}
      ${value.state === "in_review" && value.claimed_by === session.user.id ? decision(value) : nothing}
      ${card({ title: "Listing", body: listingFacts(value.listing) })} ${application(value)}
      ${card({
        title: "Automated checks, at submission",
        flush: true,
        body: checkTable(value.checks),
      })}
      ${comments(value)} ${auditLog(value)}
    </div>`;

  return () => html`
    ${heading({
      title: review.value
        ? html`<span class="named">${monogram(review.value.listing.name)}${review.value.listing.name}</span>`
        : "App review",
      lead: review.value?.listing.tagline,
      back: { href: "/admin/app-reviews/", label: "App reviews" },
      actions: review.value ? claimButton(review.value) : undefined,
    })}
    ${show(review, whole)}
  `;
});
