/** Asks whether a page of the documentation helped. */
import { post } from "/assets/ui/api.js";
import { toProblem } from "/assets/ui/problem.js";

/** @typedef {import("/assets/types/api.d.ts").Schemas["DocumentationFeedbackCreate"]} Feedback */

/** The pages of the events are one to be judged. */
const EVENTS = "/docs/events/";
const page = /** @type {Feedback["page"]} */ (location.pathname.startsWith(EVENTS) ? EVENTS : location.pathname);

/** Stands at the end of the page, once. */
export const helpful = document.createElement("section");
helpful.className = "helpful";
helpful.setAttribute("aria-label", "Feedback");
helpful.innerHTML = `
  <h2>Was this helpful?</h2>
  <div class="helpful-choice">
    <button type="button" class="button" value="yes" aria-pressed="false">Yes</button>
    <button type="button" class="button" value="no" aria-pressed="false">No</button>
  </div>
  <form hidden>
    <label for="helpful-comment"></label>
    <textarea id="helpful-comment" rows="3" maxlength="1000" required></textarea>
    <p>Nobody sees who wrote it, so leave out what needs an answer, and what is secret.</p>
    <button type="submit" class="button main">Send</button>
  </form>
  <p role="status"></p>
`;

/**
 * @template {Element} E
 * @param {string} selector
 * @param {new (...args: any[]) => E} kind
 * @returns {E}
 */
function part(selector, kind) {
  const found = helpful.querySelector(selector);
  if (!(found instanceof kind)) throw new Error(`the feedback has no ${selector}`);
  return found;
}
const form = part("form", HTMLFormElement);
const comment = part("textarea", HTMLTextAreaElement);
const label = part("label", HTMLLabelElement);
const status = part("[role=status]", HTMLElement);
const choices = [...helpful.querySelectorAll("button")].filter(({ type }) => type === "button");
/** @type {boolean | undefined} */
let isHelpful;

/** @param {Feedback} feedback @param {string} thanks @returns {Promise<boolean>} whether it was kept */
async function send(feedback, thanks) {
  const buttons = helpful.querySelectorAll("button");
  for (const button of buttons) button.disabled = true;
  try {
    await post("/documentation/feedback", { body: feedback });
    status.textContent = thanks;
    return true;
  } catch (error) {
    status.textContent = `It was not sent. ${toProblem(error).message}`;
    return false;
  } finally {
    for (const button of buttons) button.disabled = false;
  }
}

/** @param {HTMLButtonElement} choice */
async function choose(choice) {
  const chosen = choice.value === "yes";
  if (!(await send({ page, is_helpful: chosen }, "Thank you."))) return;
  isHelpful = chosen;
  for (const each of choices) each.setAttribute("aria-pressed", String(each === choice));
  label.textContent = chosen ? "What helped most? (optional)" : "What is missing, or wrong? (optional)";
  form.hidden = false;
  comment.focus();
}

async function sendComment() {
  const text = comment.value.trim();
  if (text === "" || isHelpful === undefined) return;
  if (await send({ page, is_helpful: isHelpful, comment: text }, "Thank you. It was sent.")) {
    form.reset();
    form.hidden = true;
    status.tabIndex = -1;
    status.focus();
  }
}

for (const choice of choices) choice.addEventListener("click", () => void choose(choice));
form.addEventListener("submit", (event) => {
  event.preventDefault();
  void sendComment();
});
