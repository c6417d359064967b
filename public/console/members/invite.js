import { post } from "/assets/ui/api.js";
import { Form, selectField, submitButton, textField } from "/assets/ui/form.js";
import { html } from "/assets/ui/html.js";
import { dialogFrame, openDialog } from "/assets/ui/overlay.js";
import { givable, ROLE_HINT } from "/console/members/roles.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */
/** @typedef {Schemas["Invitation"]} Invitation */
/** @typedef {import("/console/members/roles.js").Role} Role */

/** @param {Role} own @returns {Promise<Invitation | undefined>} */
export const invite = (own) =>
  openDialog(
    /** @param {(value: Invitation | undefined) => void} close */
    (close, redraw) => {
      const form = new Form(["email", "role"], redraw);
      const submit = form.onSubmit(async (entries) => {
        const role = /** @type {Role} */ (entries.text("role"));
        close(await post("/builder/members", { body: { email: entries.text("email"), role } }));
      });
      const leave = () => close(undefined);
      return () =>
        html`<form class="dialog-form" @submit=${submit}>
          ${dialogFrame({
            title: "Invite a member",
            close: leave,
            body: html`${form.summary}
            ${textField({
              form,
              name: "email",
              label: "E-mail address",
              type: "email",
              required: true,
              maxLength: 254,
              hint: "They get a link, good for 7 days.",
            })}
            ${selectField({ form, name: "role", label: "Role", options: givable(own), value: "member", hint: ROLE_HINT })}`,
            actions: html`<button type="button" class="button" @click=${leave}>Cancel</button>
              ${submitButton(form, "Send the invitation")}`,
          })}
        </form>`;
    },
    { label: "Invite a member" },
  );
