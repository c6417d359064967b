import { post } from "/assets/ui/api.js";
import { textArea } from "/assets/ui/ask.js";
import { Form, submitButton, textField } from "/assets/ui/form.js";
import { html } from "/assets/ui/html.js";
import { openUserPage } from "/assets/ui/page.js";
import { card, copyable, facts, heading, reveal } from "/assets/ui/parts.js";
import { note } from "/assets/ui/states.js";
import { linesOf } from "/developer/apps/lines.js";
import { scopePicker, scopesIn } from "/developer/scopes.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */

/** @param {Schemas["DeveloperAppWithSecret"]} app */
function registered(app) {
  const on = html`<a class="button main" href="/developer/apps/app/?id=${app.id}">I have stored it</a>`;
  return html`<div class="stack narrow">
    ${
      app.client_secret === null
        ? note("good", html`A public app has no secret: it proves itself by PKCE. ${on}`)
        : reveal({
            title: "Your client secret",
            secret: app.client_secret,
            label: "the client secret",
            text: "Copy it now and keep it in a secret store. It is never shown again; you can replace it at any time.",
            done: on,
          })
    }
    ${card({
      body: facts([
        ["Name", app.name],
        ["Client id", copyable(app.client_id, "the client id")],
      ]),
    })}
  </div>`;
}

/** @param {Form} form @param {(event: any) => void} submit */
const entry = (form, submit) => html`
  <form class="stack narrow" @submit=${submit}>
    ${form.summary}
    ${textField({ form, name: "name", label: "Name", required: true, maxLength: 100, hint: "Builders read it when they are asked to let the app in." })}
    ${textArea({ form, name: "description", label: "What it does", maxLength: 2000 })}
    <fieldset class="fieldset stack tight">
      <legend>Where it runs</legend>
      <label class="check"
        ><input type="radio" name="type" value="confidential" checked /><span
          >On a server<br /><span class="soft">It can keep a secret.</span></span
        ></label
      >
      <label class="check"
        ><input type="radio" name="type" value="public" /><span
          >On people's own devices<br /><span class="soft"
            >A mobile, desktop or browser app: it has no secret, only PKCE.</span
          ></span
        ></label
      >
    </fieldset>
    ${textArea({
      form,
      name: "redirect_uris",
      label: "Redirect URIs",
      maxLength: 20_000,
      required: true,
      hint: "One on each line, compared exactly. https; or http on 127.0.0.1 while you develop.",
    })}
    ${textField({ form, name: "homepage_url", label: "Homepage", type: "url" })}
    ${scopePicker({ fault: form.faultOf("scopes") })}
    <div class="row">
      ${submitButton(form, "Register the app")} <a class="button" href="/developer/apps/">Cancel</a>
    </div>
  </form>
`;

openUserPage(({ redraw }) => {
  /** @type {Schemas["DeveloperAppWithSecret"] | undefined} */
  let made;
  const form = new Form(["name", "description", "redirect_uris", "homepage_url", "scopes"], redraw);
  const submit = form.onSubmit(async (entries) => {
    const [description, homepage] = [entries.text("description"), entries.text("homepage_url")];
    made = await post("/developer/apps", {
      body: {
        name: entries.text("name"),
        type: entries.text("type") === "public" ? "public" : "confidential",
        redirect_uris: linesOf(entries.text("redirect_uris")),
        scopes: scopesIn(entries.texts("scopes")),
        ...(description && { description }),
        ...(homepage && { homepage_url: homepage }),
      },
    });
  });
  return () => html`
    ${heading({
      title: made ? `${made.name} is registered` : "Register an app",
      lead: made ? undefined : "It begins as a draft: you can try it at once, and submit it for the marketplace later.",
      back: { href: "/developer/apps/", label: "My apps" },
    })}
    ${made ? registered(made) : entry(form, submit)}
  `;
});
