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

/**
 * Draws, and keeps those in their place who use a keyboard or hear the page: when what had the focus is gone, they go on at
 * the heading of the part that it stood in, or else of the page; when it waited, they find it again.
 * @param {unknown} view
 * @param {HTMLElement} root
 */
export function renderInPlace(view, root) {
  const before = document.activeElement;
  const isInside = before instanceof HTMLElement && root.contains(before);
  const part = isInside ? before.closest("section") : null;
  render(view, root);
  if (isInside && !before.isConnected) focusHeading(part?.isConnected ? part : root);
  else if (isInside) waiting = before.matches(":disabled") ? before : undefined;
  else if (waiting && before === document.body && !waiting.matches(":disabled")) {
    if (waiting.isConnected) waiting.focus({ preventScroll: true });
    waiting = undefined;
  }
}
