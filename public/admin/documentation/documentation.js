import { get } from "/assets/ui/api.js";
import { ago, number, percent } from "/assets/ui/format.js";
import { html } from "/assets/ui/html.js";
import { openAdminPage } from "/assets/ui/page.js";
import { badge, card, heading, table } from "/assets/ui/parts.js";
import { resource, show } from "/assets/ui/resource.js";
import { empty } from "/assets/ui/states.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */
/** @typedef {Schemas["DocumentationFeedback"]} Feedback */

/** What the contents of the documentation call each page. @type {Record<Feedback["page"], string>} */
const TITLES = {
  "/developer/": "Getting started",
  "/docs/": "First steps",
  "/docs/api/": "API reference",
  "/docs/changelog/": "Changelog",
  "/docs/events/": "Event catalogue",
  "/docs/guides/applications/": "Applications",
  "/docs/guides/authentication/": "Authentication",
  "/docs/guides/concurrency/": "Repeats and concurrency",
  "/docs/guides/documents/": "Documents",
  "/docs/guides/errors/": "Errors",
  "/docs/guides/lists/": "Lists and filters",
  "/docs/guides/oauth/": "OAuth 2.0",
  "/docs/guides/rate-limits/": "Rate limits",
  "/docs/guides/sandboxes/": "Sandboxes",
  "/docs/guides/versions/": "Versions",
  "/docs/problems/": "Problems",
  "/docs/review-criteria/": "Review criteria",
  "/docs/webhooks/": "Webhooks",
};

/** @param {Feedback["page"]} page */
const link = (page) => html`<a href=${page}>${TITLES[page]}</a>`;

/** @param {Feedback} page */
const answers = ({ helpful, unhelpful }) => helpful + unhelpful;

/** Shares of readers that a page did not help from which it is a worry, and bad. */
const WORRY = 0.2;
const BAD = 0.4;

/** @param {Feedback} page */
const verdict = (page) => {
  if (answers(page) === 0) return badge("neutral", "No answers yet");
  const share = page.unhelpful / answers(page);
  const text = `${percent(page.helpful / answers(page))} helped`;
  return badge(share >= BAD ? "bad" : share >= WORRY ? "warn" : "good", text);
};

/** @param {readonly Feedback[]} pages */
const list = (pages) =>
  table({
    caption: "Pages of the documentation",
    rows: pages,
    columns: [
      { label: "Page", main: true, cell: ({ page }) => link(page) },
      { label: "Verdict", cell: verdict },
      { label: "Yes", kind: "number", cell: ({ helpful }) => number(helpful) },
      { label: "No", kind: "number", cell: ({ unhelpful }) => number(unhelpful) },
      { label: "Comments", kind: "number", cell: ({ comments }) => number(comments.length) },
    ],
  });

/** @param {readonly Feedback[]} pages */
const comments = (pages) => {
  const all = pages.flatMap(({ page, comments: some }) => some.map((comment) => ({ page, ...comment })));
  const latest = all.toSorted((a, b) => b.created_at.localeCompare(a.created_at));
  return card({
    title: "Latest comments",
    body:
      latest.length === 0
        ? empty({
            icon: "book",
            title: "No comments yet",
            text: "What readers write at the end of a page appears here.",
          })
        : html`<ol class="timeline">
            ${latest.map(
              ({ page, comment, is_helpful: helpful, created_at: at }) =>
                html`<li>
                  <p class="said">${comment}</p>
                  <p class="soft">${helpful ? badge("good", "Yes") : badge("bad", "No")} ${link(page)} · ${ago(at)}</p>
                </li>`,
            )}
          </ol>`,
  });
};

/** @param {readonly Feedback[]} pages the ones that help least first, those nobody judged last */
const inOrder = (pages) =>
  pages.toSorted((a, b) => {
    const [one, other] = [answers(a), answers(b)];
    if (one === 0 || other === 0) return other - one;
    return b.unhelpful / other - a.unhelpful / one || other - one;
  });

openAdminPage(({ redraw }) => {
  const loaded = resource(() => get("/admin/documentation-feedback"), redraw);
  return () => html`
    ${heading({
      title: "Documentation feedback",
      lead: "Every page asks whether it helped. One answer counts for each reader and day; nothing is kept of who it was.",
    })}
    ${show(
      loaded,
      ({ data }) =>
        html`<div class="stack">${card({ flush: true, body: list(inOrder(data)) })} ${comments(data)}</div>`,
    )}
  `;
});
