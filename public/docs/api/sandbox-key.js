// Fills a key of the reader's own sandbox into what Try It sends.
import { post } from "/assets/ui/api.js";
import { toProblem } from "/assets/ui/problem.js";
import { forgetKey, keepKey, keptKey } from "/assets/ui/try-key.js";

/** Shown of a key, so that it is told from others. */
const BEGINNING = 18;

/** @param {string} selector */
function part(selector) {
  const found = document.querySelector(selector);
  if (!(found instanceof HTMLElement)) throw new Error(`the page has no ${selector}`);
  return found;
}
const button = /** @type {HTMLButtonElement} */ (part("#sandbox-key button"));
const status = part("#sandbox-key [role=status]");

/**
 * @param {(key: string) => void} authorize makes Try It send the key from now on
 * @param {() => void} leave makes it send none
 */
export function offerKey(authorize, leave) {
  const show = () => {
    const key = keptKey();
    if (key !== undefined) authorize(key);
    button.textContent = key === undefined ? "Fill in a key of your sandbox" : "Take the key out";
    status.textContent =
      key === undefined ? "" : `Filled in: ${key.slice(0, BEGINNING)}…, which reaches your own sandbox alone.`;
  };
  const make = async () => {
    button.disabled = true;
    try {
      keepKey((await post("/developer/sandbox/keys", { body: { name: "API reference" } })).key);
      show();
    } catch (error) {
      status.textContent = `There is no key yet. ${toProblem(error).message}`;
    } finally {
      button.disabled = false;
    }
  };
  button.onclick = () => {
    if (keptKey() === undefined) return void make();
    forgetKey();
    leave();
    show();
  };
  button.disabled = false;
  show();
}
