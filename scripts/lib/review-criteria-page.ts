import { type Criterion, CRITERIA, REVIEW_DAYS } from "../../src/modules/app-reviews/criteria";
import { documentationPage, escapeHtml } from "./page";

const section = ({ id, title, text }: Criterion): string =>
  `<section id="${id}"><h3><code>${id}</code> ${escapeHtml(title)}</h3><p>${escapeHtml(text)}</p></section>`;
const sections = (automatic: boolean): string =>
  CRITERIA.filter((criterion) => criterion.automatic === automatic)
    .map(section)
    .join("\n");

/** `public/docs/review-criteria/index.html`: a section for each criterion, with its id as the anchor. */
export const reviewCriteriaPage = (): string =>
  documentationPage({
    path: "/docs/review-criteria/",
    title: "Review criteria",
    description: "What applications are judged by before the marketplace lists them, and how long it takes.",
    content: `<p class="lead">What an application is judged by before the marketplace lists it. You have an answer within ${REVIEW_DAYS} business days.</p>
<p>Ids are never given to another rule. The same list is at <a href="/api/v1/developer/review-criteria"><code>GET /api/v1/developer/review-criteria</code></a>. How to register and submit: <a href="/docs/guides/applications/">Applications</a>.</p>
<h2 id="automatic">Checked by a program</h2>
<p>At submission, and any time with <code>GET /api/v1/developer/apps/{id}/checks</code>. What fails does not keep a submission back, but a reviewer sees it, and approves in spite of it only by naming each rule that is waived; that stays in the audit log.</p>
${sections(true)}
<h2 id="manual">Checked by a person</h2>
<p>A reviewer goes through these with the application in a sandbox. Each decision comes with a note that says what to change.</p>
${sections(false)}
<h2 id="time">How long it takes</h2>
<p>The answer is due at the end of the ${REVIEW_DAYS}th business day after the submission, US east coast time. Weekends and US federal holidays do not count. <code>due_at</code> of the submission names the moment.</p>`,
  });
