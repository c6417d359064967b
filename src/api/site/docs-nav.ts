import { html, type Html } from "../html";

const CONTENTS: readonly (readonly [title: string, pages: readonly (readonly [path: string, name: string])[]])[] = [
  [
    "Start",
    [
      ["/docs/", "First steps"],
      ["/docs/api/", "API reference"],
      ["/docs/problems/", "Problems"],
      ["/docs/changelog/", "Changelog"],
    ],
  ],
  [
    "Webhooks",
    [
      ["/docs/webhooks/", "Webhooks"],
      ["/docs/events/", "Event catalogue"],
    ],
  ],
  [
    "Applications",
    [
      ["/docs/guides/applications/", "Applications"],
      ["/docs/guides/oauth/", "OAuth 2.0"],
      ["/docs/guides/sandboxes/", "Sandboxes"],
      ["/docs/review-criteria/", "Review criteria"],
    ],
  ],
  [
    "Guides",
    [
      ["/docs/guides/authentication/", "Authentication"],
      ["/docs/guides/lists/", "Lists and filters"],
      ["/docs/guides/errors/", "Errors"],
      ["/docs/guides/concurrency/", "Repeats and concurrency"],
      ["/docs/guides/rate-limits/", "Rate limits"],
      ["/docs/guides/versions/", "Versions"],
      ["/docs/guides/documents/", "Documents"],
    ],
  ],
];

/** The contents of the documentation, as the static pages have them. */
export const docsNav = (current: string): Html =>
  html`<nav class="side" aria-label="Documentation">
    ${CONTENTS.map(
      ([title, pages]) =>
        html`<p>${title}</p>
          <ul>
            ${pages.map(
              ([path, name]) =>
                html`<li>
                  <a href="${path}" ${path === current ? html` aria-current="page"` : undefined}>${name}</a>
                </li>`,
            )}
          </ul>`,
    )}
  </nav>`;
