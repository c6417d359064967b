import { html, nothing } from "/assets/ui/html.js";
import { toProblem } from "/assets/ui/problem.js";
import { note } from "/assets/ui/states.js";

/** @typedef {import("/assets/ui/problem.js").Problem} Problem */

/**
 * What is sent together: one submission at a time, and what the API refuses shown where it was entered.
 * A fault belongs to the first field that its pointer names (`/events/0` to `events`, `/facts/state` to `state`).
 */
export class Form {
  busy = false;
  /** @type {Problem | undefined} */
  problem;
  #names;
  #changed;

  /**
   * @param {readonly string[]} names of the fields that show their own faults
   * @param {() => void} changed
   */
  constructor(names, changed) {
    this.#names = names;
    this.#changed = changed;
  }

  /** @param {string} pointer */
  #nameOf(pointer) {
    const names = pointer.replace(/^[/?]/u, "").split("/");
    return names.find((name) => this.#names.includes(name));
  }

  /** @param {string} name @returns {string | undefined} what is wrong with the field */
  faultOf(name) {
    const found = this.problem?.errors.filter(({ pointer }) => this.#nameOf(pointer) === name) ?? [];
    return found.length === 0 ? undefined : found.map(({ detail }) => detail).join(" ");
  }

  /** What is wrong and belongs to no field. */
  get summary() {
    const { problem } = this;
    if (!problem) return nothing;
    const loose = problem.errors.filter(({ pointer }) => this.#nameOf(pointer) === undefined);
    if (loose.length === 0 && problem.errors.length > 0) return nothing;
    const text =
      loose.length > 0 ? loose.map(({ pointer, detail }) => `${pointer}: ${detail}`).join(" ") : problem.message;
    return html`<div class="form-problem" role="alert">${note("bad", text)}</div>`;
  }

  /**
   * Runs the work once; a problem is kept and shown, and the first field at fault gets the focus.
   * @template T
   * @param {() => Promise<T>} work
   * @returns {Promise<T | undefined>} undefined when it did not succeed, or another one is under way
   */
  async run(work) {
    if (this.busy) return undefined;
    this.busy = true;
    this.problem = undefined;
    this.#changed();
    try {
      return await work();
    } catch (error) {
      this.problem = toProblem(error);
      return undefined;
    } finally {
      this.busy = false;
      this.#changed();
      if (this.problem) requestAnimationFrame(focusFault);
    }
  }

  /**
   * For `@submit`: prevents the browser's own and runs the work with the form's entries.
   * @param {(entries: Entries) => Promise<unknown>} work
   */
  onSubmit(work) {
    /** @param {SubmitEvent & { currentTarget: HTMLFormElement }} event */
    return (event) => {
      event.preventDefault();
      const entries = new Entries(new FormData(event.currentTarget));
      void this.run(() => work(entries));
    };
  }
}

/** What was entered, as text: no form here sends files. */
export class Entries {
  #data;

  /** @param {FormData} data */
  constructor(data) {
    this.#data = data;
  }

  /** @param {string} name @returns {string} trimmed; empty when nothing was entered */
  text(name) {
    return this.texts(name)[0]?.trim() ?? "";
  }

  /** @param {string} name @returns {string[]} of every checked box, or every field, of the name */
  texts(name) {
    return this.#data.getAll(name).filter((value) => typeof value === "string");
  }
}

/** Leads to what has to be mended first: a field, a group of them, or what is said of the whole. */
function focusFault() {
  const [place] = document.querySelectorAll("[aria-invalid='true'], .field-fault, .form-problem");
  if (!(place instanceof HTMLElement)) return;
  if (!place.matches("[aria-invalid]")) place.tabIndex = -1;
  place.focus({ preventScroll: true });
  place.scrollIntoView({ block: "center" });
}

/**
 * A label, its control, and what is to be said of it.
 * @param {object} parts
 * @param {string} parts.name id of the control as well
 * @param {string} parts.label
 * @param {(described: { id: string, describedBy: string, invalid: boolean }) => unknown} parts.control
 * @param {unknown} [parts.hint]
 * @param {string | undefined} [parts.fault]
 * @param {boolean} [parts.optional]
 */
export function field({ name, label, control, hint, fault, optional = false }) {
  const describedBy = [fault ? `${name}-fault` : "", hint ? `${name}-hint` : ""].filter(Boolean).join(" ");
  return html`
    <div class="field">
      <label class="field-label" for=${name}
        >${label}${optional ? html` <span class="soft">(optional)</span>` : nothing}</label
      >
      ${control({ id: name, describedBy, invalid: fault !== undefined })}
      ${fault ? html`<p class="field-fault" id="${name}-fault">${fault}</p>` : nothing}
      ${hint ? html`<p class="field-hint" id="${name}-hint">${hint}</p>` : nothing}
    </div>
  `;
}

/**
 * A field of text.
 * @param {object} parts
 * @param {Form} parts.form
 * @param {string} parts.name
 * @param {string} parts.label
 * @param {string} [parts.type]
 * @param {string} [parts.value]
 * @param {unknown} [parts.hint]
 * @param {boolean} [parts.required]
 * @param {boolean} [parts.optional] whether its label says so; what is not required is, if nothing else is said
 * @param {number} [parts.maxLength]
 * @param {string} [parts.autocomplete]
 * @param {string} [parts.step] of a number: whole ones without it
 */
export const textField = ({ form, name, label, type = "text", value = "", hint, required = false, ...more }) =>
  field({
    name,
    label,
    hint,
    optional: more.optional ?? !required,
    fault: form.faultOf(name),
    control: ({ id, describedBy, invalid }) =>
      html`<input
        class="input"
        id=${id}
        name=${name}
        type=${type}
        .defaultValue=${value}
        ?required=${required}
        maxlength=${more.maxLength ?? 2048}
        step=${more.step ?? nothing}
        autocomplete=${more.autocomplete ?? "off"}
        aria-invalid=${invalid}
        aria-describedby=${describedBy}
      />`,
  });

/**
 * @param {object} parts
 * @param {Form} parts.form
 * @param {string} parts.name
 * @param {string} parts.label
 * @param {readonly { value: string, label: string }[]} parts.options
 * @param {string} [parts.value]
 * @param {unknown} [parts.hint]
 */
export const selectField = ({ form, name, label, options, value, hint }) =>
  field({
    name,
    label,
    hint,
    fault: form.faultOf(name),
    control: ({ id, describedBy, invalid }) =>
      html`<select class="input" id=${id} name=${name} aria-invalid=${invalid} aria-describedby=${describedBy}>
        ${options.map((each) => html`<option value=${each.value} ?selected=${each.value === value}>${each.label}</option>`)}
      </select>`,
  });

/**
 * The button that sends a form.
 * @param {Form} form
 * @param {string} label
 */
export const submitButton = (form, label) =>
  html`<button type="submit" class="button main" aria-busy=${form.busy} ?disabled=${form.busy}>${label}</button>`;
