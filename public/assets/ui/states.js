import { html, nothing } from "/assets/ui/html.js";
import { icon } from "/assets/ui/icons.js";

/** @typedef {import("/assets/ui/problem.js").Problem} Problem */
/** @typedef {import("/assets/ui/icons.js").IconName} IconName */

/**
 * A place with nothing in it yet: what would be here, and how to begin.
 * @param {{ icon: IconName, title: string, text: unknown, action?: unknown }} said
 */
export const empty = ({ icon: name, title, text, action }) => html`
  <div class="blank">
    <span class="blank-icon">${icon(name)}</span>
    <h2>${title}</h2>
    <p>${text}</p>
    ${action ? html`<p class="blank-action">${action}</p>` : nothing}
  </div>
`;

/**
 * Grey lines in the shape of what is coming.
 * @param {number} [lines]
 */
export const skeleton = (lines = 5) => html`
  <div class="skeleton" role="status" aria-busy="true">
    <span class="visually-hidden">Loading</span>
    ${Array.from({ length: lines }, () => html`<span class="bone" aria-hidden="true"></span>`)}
  </div>
`;

/** @type {Record<string, { icon: IconName, title: string }>} */
const KINDS = {
  offline: { icon: "cloud", title: "" },
  forbidden: { icon: "shield", title: "You may not see this" },
  insufficient_scope: { icon: "shield", title: "You may not see this" },
  not_found: { icon: "folder", title: "It is not there" },
};

/**
 * Why something could not be loaded, and a way on.
 * @param {Problem} problem
 * @param {() => void} [retry]
 */
export function failed(problem, retry) {
  const { icon: name, title } = KINDS[problem.code] ?? { icon: "warning", title: "" };
  const pointless = problem.status === 403 || problem.status === 404;
  return html`
    <div class="blank" role="alert">
      <span class="blank-icon">${icon(/** @type {IconName} */ (name))}</span>
      <h2>${title || problem.title}</h2>
      <p>${problem.message}</p>
      ${
        problem.requestId && problem.status >= 500
          ? html`<p class="soft">Request <code>${problem.requestId}</code></p>`
          : nothing
      }
      ${
        retry && !pointless
          ? html`<p class="blank-action"><button type="button" class="button" @click=${retry}>Try again</button></p>`
          : nothing
      }
    </div>
  `;
}

/**
 * Why something is missing that the page is not about, such as the choices of a filter, and a way to have it.
 * @param {string} what is missing
 * @param {Problem} problem
 * @param {() => void} retry
 */
export const lacking = (what, problem, retry) => html`
  <div class="note" data-tone="warn" role="alert">
    <strong>${what} could not be loaded.</strong> ${problem.message}
    ${problem.requestId && problem.status >= 500 ? html`Request <code>${problem.requestId}</code>.` : nothing}
    <button type="button" class="link" @click=${retry}>Try again</button>
  </div>
`;

/**
 * A note above or between what a page shows.
 * @param {"info" | "warn" | "bad" | "good"} tone
 * @param {unknown} text
 */
export const note = (tone, text) => html`<div class="note" data-tone=${tone}>${text}</div>`;
