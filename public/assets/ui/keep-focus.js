import { render } from "/assets/ui/html.js";

/** What somebody has pressed that waits, and cannot have the focus meanwhile. @type {HTMLElement | undefined} */
let waiting;

/** @param {Element | undefined} place */
function focusHeading(place) {
  const heading = place?.querySelector("h1, h2");
  if (!(heading instanceof HTMLElement)) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}

/** Gives the focus back to what was waited for, unless somebody has gone elsewhere meanwhile. */
function findAgain() {
  if (!waiting || waiting.matches(":disabled")) return;
  if (document.activeElement === document.body) waiting.focus({ preventScroll: true });
  waiting = undefined;
}

/**
 * Draws, and keeps those in their place who use a keyboard or hear the page: when what had the focus is gone, they go on at
 * the heading of the part that it stood in, or else of the page; when it waited, they find it again.
 * @param {unknown} view
 * @param {HTMLElement} root
 */
export function renderInPlace(view, root) {
  const before = document.activeElement;
  if (!(before instanceof HTMLElement) || !root.contains(before)) {
    render(view, root);
    findAgain();
    return;
  }
  const part = before.closest("section");
  render(view, root);
  waiting = before.matches(":disabled") ? before : undefined;
  if (!before.isConnected) focusHeading(part?.isConnected ? part : root);
}
