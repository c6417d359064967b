import { execFileSync } from "node:child_process";
import { type Criterion, CRITERIA, REVIEW_DAYS } from "../../src/modules/app-reviews/criteria";

const escape = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

const section = ({ id, title, text }: Criterion): string =>
  `<section id="${id}"><h3><code>${id}</code> ${escape(title)}</h3><p>${escape(text)}</p></section>`;
const sections = (automatic: boolean): string =>
  CRITERIA.filter((criterion) => criterion.automatic === automatic)
    .map(section)
    .join("\n");

const html = (): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<title>Review criteria · RossOS Developers</title>
<meta name="description" content="What applications are judged by before the marketplace lists them, and how long it takes." />
<link rel="icon" href="/assets/mark.svg" type="image/svg+xml" />
<link rel="stylesheet" href="/assets/site.css" />
</head>
<body>
<a class="skip" href="#content">Skip to content</a>
<header class="site">
<a class="brand" href="/"><img src="/assets/mark.svg" alt="" width="26" height="26" />RossOS Developers</a>
<nav aria-label="Site"><a href="/docs/">Documentation</a> <a href="/docs/webhooks/">Webhooks</a> <a href="/docs/api/">API reference</a></nav>
</header>
<div class="docs">
<main id="content" class="page">
<h1>Review criteria</h1>
<p class="lead">What an application is judged by before the marketplace lists it. You have an answer within ${REVIEW_DAYS} business days.</p>
<p>Ids are never given to another rule. The same list is at <a href="/api/v1/developer/review-criteria"><code>GET /api/v1/developer/review-criteria</code></a>.</p>
<h2 id="automatic">Checked by a program</h2>
<p>At submission, and any time with <code>GET /api/v1/developer/apps/{id}/checks</code>. What fails does not keep a submission back, but a reviewer sees it and approves only with good reason.</p>
${sections(true)}
<h2 id="manual">Checked by a person</h2>
<p>A reviewer goes through these with the application in a sandbox. Each decision comes with a note that says what to change.</p>
${sections(false)}
<h2 id="time">How long it takes</h2>
<p>The answer is due at the end of the ${REVIEW_DAYS}th business day after the submission, US east coast time. Weekends and US federal holidays do not count. <code>due_at</code> of the submission names the moment.</p>
</main>
</div>
</body>
</html>
`;

/** `public/docs/review-criteria/index.html`: a section for each criterion, with its id as the anchor. */
export const reviewCriteriaPage = (): string =>
  execFileSync("oxfmt", ["--stdin-filepath", "index.html"], { input: html(), encoding: "utf8" });
