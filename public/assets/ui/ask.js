import { field, Form, submitButton } from "/assets/ui/form.js";
import { html } from "/assets/ui/html.js";
import { dialogFrame, openDialog } from "/assets/ui/overlay.js";

/**
 * A field of several lines.
 * @param {object} parts
 * @param {Form} parts.form
 * @param {string} parts.name
 * @param {string} parts.label
 * @param {number} parts.maxLength
 * @param {string} [parts.value]
 * @param {unknown} [parts.hint]
 * @param {boolean} [parts.required]
 * @param {number} [parts.rows]
 */
export const textArea = ({ form, name, label, maxLength, value = "", hint, required = false, rows = 3 }) =>
  field({
    name,
    label,
    hint,
    optional: !required,
    fault: form.faultOf(name),
    control: ({ id, describedBy, invalid }) =>
      html`<textarea
        class="input"
        id=${id}
        name=${name}
        rows=${rows}
        maxlength=${maxLength}
        .defaultValue=${value}
        ?required=${required}
        aria-invalid=${invalid}
        aria-describedby=${describedBy}
      ></textarea>`,
  });

/**
 * A dialog that is a form: what it asks for, a way out, and what sends it.
 * @param {object} parts
 * @param {Form} parts.form
 * @param {(event: SubmitEvent & { currentTarget: HTMLFormElement }) => void} parts.submit
 * @param {string} parts.title
 * @param {() => void} parts.close
 * @param {unknown} parts.body
 * @param {string} parts.action what the button says that sends it
 * @param {"main" | "bad"} [parts.tone]
 */
export const formDialog = ({ form, submit, title, close, body, action, tone = "main" }) =>
  html`<form class="dialog-form" @submit=${submit}>
    ${dialogFrame({
      title,
      close,
      body,
      actions: html`<button type="button" class="button" @click=${close}>Cancel</button> ${
          tone === "bad"
            ? html`<button type="submit" class="button bad" ?disabled=${form.busy}>${action}</button>`
            : submitButton(form, action)
        }`,
    })}
  </form>`;

/**
 * Asks for a few words, says what they will bring about, and sends them; a refusal is shown beside them.
 * @param {object} question
 * @param {string} question.title
 * @param {unknown} question.text what will happen
 * @param {string} question.name of the field in the request
 * @param {string} question.label
 * @param {number} question.maxLength
 * @param {string} question.action the verb on the button
 * @param {"main" | "bad"} [question.tone]
 * @param {(words: string) => Promise<unknown>} question.send
 * @returns {Promise<boolean>} whether it was sent
 */
export async function askFor({ title, text, name, label, maxLength, action, tone = "main", send }) {
  /** @param {(value: true | undefined) => void} close @param {() => void} redraw */
  const build = (close, redraw) => {
    const form = new Form([name], redraw);
    const submit = form.onSubmit(async (entries) => {
      await send(entries.text(name));
      close(true);
    });
    return () =>
      formDialog({
        form,
        submit,
        title,
        close: () => close(undefined),
        body: html`<div>${text}</div>
          ${form.summary} ${textArea({ form, name, label, maxLength, required: true })}`,
        action,
        tone,
      });
  };
  return (await openDialog(build, { label: title })) === true;
}
