import { html, nothing, render } from "/assets/ui/html.js";
import { icon } from "/assets/ui/icons.js";

/**
 * A modal dialog. The focus goes into it and comes back; Escape closes it.
 * @template T
 * @param {(close: (value: T | undefined) => void, redraw: () => void) => () => unknown} build gives what draws its inside
 * @param {{ label: string, wide?: boolean }} options `label` names it
 * @returns {Promise<T | undefined>} what it was closed with; undefined when it was left
 */
export function openDialog(build, { label, wide = false }) {
  const dialog = document.createElement("dialog");
  dialog.className = wide ? "dialog wide" : "dialog";
  dialog.setAttribute("aria-label", label);
  /** @type {T | undefined} */
  let result;
  /** @type {(() => unknown) | undefined} */
  let draw;
  const redraw = () => {
    if (draw) render(draw(), dialog);
  };
  draw = build((value) => {
    result = value;
    dialog.close();
  }, redraw);
  redraw();
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((done) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      done(result);
    });
  });
}

/**
 * The parts of a dialog in their places.
 * @param {{ title: string, body: unknown, actions: unknown, close: () => void }} parts
 */
export const dialogFrame = ({ title, body, actions, close }) => html`
  <div class="dialog-head">
    <h2>${title}</h2>
    <button type="button" class="icon-button" aria-label="Close" @click=${close}>${icon("close")}</button>
  </div>
  <div class="dialog-body">${body}</div>
  <div class="dialog-actions">${actions}</div>
`;

/**
 * Asks before something that cannot be taken back.
 * @param {object} question
 * @param {string} question.title
 * @param {unknown} question.text what will happen, to what
 * @param {string} question.action the verb on the button
 * @param {"bad" | "main"} [question.tone]
 * @param {string} [question.word] what has to be typed first, for what is worst
 * @returns {Promise<boolean>}
 */
export async function confirm({ title, text, action, tone = "bad", word }) {
  /** @param {(value: true | undefined) => void} close @param {() => void} redraw */
  const build = (close, redraw) => {
    let typed = "";
    const ready = () => word === undefined || typed === word;
    /** @param {InputEvent & { currentTarget: HTMLInputElement }} event */
    const onInput = (event) => {
      typed = event.currentTarget.value.trim();
      redraw();
    };
    /** @param {SubmitEvent} event */
    const onSubmit = (event) => {
      event.preventDefault();
      if (ready()) close(true);
    };
    return () =>
      html`<form class="dialog-form" @submit=${onSubmit}>
        ${dialogFrame({
          title,
          close: () => close(undefined),
          body: html`<div>${text}</div>
            ${
              word === undefined
                ? nothing
                : html`<label class="field">
                    <span class="field-label">Type <strong>${word}</strong> to go on</span>
                    <input class="input" autocomplete="off" spellcheck="false" @input=${onInput} />
                  </label>`
            }`,
          actions: html`
            <button type="button" class="button" @click=${() => close(undefined)}>Cancel</button>
            <button type="submit" class="button ${tone}" ?disabled=${!ready()}>${action}</button>
          `,
        })}
      </form>`;
  };
  return (await openDialog(build, { label: title })) === true;
}

/** @returns {HTMLElement} where toasts appear; screen readers read what comes into it */
function toastRegion() {
  const known = document.querySelector("#toasts");
  if (known instanceof HTMLElement) return known;
  const region = document.createElement("div");
  region.id = "toasts";
  region.className = "toasts";
  region.setAttribute("role", "status");
  // Over dialogs as well.
  region.popover = "manual";
  document.body.append(region);
  return region;
}

const TOAST_MS = 6000;

/**
 * Says that something worked, or did not, without getting in the way.
 * @param {string} text
 * @param {"good" | "bad"} [tone]
 */
export function toast(text, tone = "good") {
  const item = document.createElement("div");
  item.className = "toast";
  item.dataset["tone"] = tone;
  const close = () => item.remove();
  render(
    html`${icon(tone === "good" ? "check" : "warning")}<span>${text}</span>
      <button type="button" class="icon-button" aria-label="Dismiss" @click=${close}>${icon("close")}</button>`,
    item,
  );
  let timer = setTimeout(close, TOAST_MS);
  for (const name of ["pointerenter", "focusin"]) item.addEventListener(name, () => clearTimeout(timer));
  for (const name of ["pointerleave", "focusout"])
    item.addEventListener(name, () => {
      clearTimeout(timer);
      timer = setTimeout(close, TOAST_MS);
    });
  const region = toastRegion();
  region.append(item);
  // Opened anew it comes to lie over whatever was opened since.
  region.hidePopover();
  region.showPopover();
}
