import { patch, remove } from "/assets/ui/api.js";
import { textArea } from "/assets/ui/ask.js";
import { at } from "/assets/ui/format.js";
import { Form, submitButton, textField } from "/assets/ui/form.js";
import { html, nothing } from "/assets/ui/html.js";
import { confirm, toast } from "/assets/ui/overlay.js";
import { card, copyable, facts, smallButton } from "/assets/ui/parts.js";
import { toProblem } from "/assets/ui/problem.js";
import { note } from "/assets/ui/states.js";
import { logoCard } from "/developer/apps/app/images.js";
import { rotateSecret } from "/developer/apps/app/rotate-secret.js";
import { linesOf } from "/developer/apps/lines.js";
import { scopePicker, scopesIn } from "/developer/scopes.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */
/** @typedef {import("/developer/apps/app/app.js").Place} Place */

/** Scopes and redirect URIs stand still from submission on. @param {Schemas["DeveloperApp"]} app */
const mayChangeAll = ({ state }) => state === "draft" || state === "changes_requested" || state === "rejected";

/** @param {Place} place */
function credentials({ opened, reload }) {
  const { app } = opened();
  const rotate = async () => {
    if (await rotateSecret(app)) await reload();
  };
  return card({
    title: "Credentials",
    actions: app.type === "confidential" ? smallButton("Rotate the secret", rotate) : undefined,
    body: html`
      ${facts([
        ["Client id", copyable(app.client_id, "the client id")],
        ["Client secret", app.type === "public" ? "None: a public app" : "Kept; it was shown once"],
        ["Registered", at(app.created_at)],
      ])}
      ${
        app.previous_secret_expires_at && Date.parse(app.previous_secret_expires_at) > Date.now()
          ? note("info", html`The secret before this one is accepted until ${at(app.previous_secret_expires_at)}.`)
          : nothing
      }
    `,
  });
}

/** @param {Place} place */
function settings(place) {
  const names = ["name", "description", "redirect_uris", "homepage_url", "scopes"];
  const form = new Form(names, place.redraw);
  const submit = form.onSubmit(async (entries) => {
    const { app, etag } = place.opened();
    const body = {
      name: entries.text("name"),
      description: entries.text("description"),
      homepage_url: entries.text("homepage_url") || null,
      ...(mayChangeAll(app) && {
        redirect_uris: linesOf(entries.text("redirect_uris")),
        scopes: scopesIn(entries.texts("scopes")),
      }),
    };
    await patch("/developer/apps/{id}", { path: { id: app.id }, ifMatch: etag, body });
    await place.reload();
    toast("Saved");
  });
  return () => {
    const { app } = place.opened();
    const fixed = html`
      ${note("info", "Redirect URIs and scopes stand still while it is under review or published. Withdraw it to change them.")}
      ${facts([
        ["Redirect URIs", html`${app.redirect_uris.map((uri) => html`<code class="address">${uri}</code><br />`)}`],
        ["Scopes", html`${app.scopes.map((scope) => html`<code>${scope}</code> `)}`],
      ])}
    `;
    return card({
      title: "What it is",
      body: html`<form class="stack narrow" @submit=${submit}>
        ${form.summary}
        ${textField({ form, name: "name", label: "Name", required: true, maxLength: 100, value: app.name })}
        ${textArea({ form, name: "description", label: "What it does", maxLength: 2000, value: app.description })}
        ${textField({ form, name: "homepage_url", label: "Homepage", type: "url", value: app.homepage_url ?? "" })}
        ${
          mayChangeAll(app)
            ? html`${textArea({
                form,
                name: "redirect_uris",
                label: "Redirect URIs",
                maxLength: 20_000,
                required: true,
                value: app.redirect_uris.join("\n"),
                hint: "One on each line.",
              })}
              ${scopePicker({ chosen: app.scopes, fault: form.faultOf("scopes") })}`
            : fixed
        }
        <div class="row">${submitButton(form, "Save")}</div>
      </form>`,
    });
  };
}

/** @param {Place} place */
async function deleteApp({ opened }) {
  const { app, etag } = opened();
  const sure = await confirm({
    title: `Delete ${app.name}?`,
    text: html`<p>
      Every token it has ends at once, for every builder, and its listing leaves the marketplace. This cannot be taken
      back.
    </p>`,
    action: "Delete the app",
    word: app.name,
  });
  if (!sure) return;
  try {
    await remove("/developer/apps/{id}", { path: { id: app.id }, ifMatch: etag });
    location.assign("/developer/apps/");
  } catch (error) {
    toast(toProblem(error).message, "bad");
  }
}

/** @param {Place} place */
export function overview(place) {
  const [edit, logo] = [settings(place), logoCard(place)];
  return () => html`
    ${credentials(place)} ${edit()} ${logo()}
    ${card({
      title: "Delete",
      body: html`<p class="soft">Ends every token it has, for everybody.</p>
        <div class="row">
          <button type="button" class="button bad-text" @click=${() => deleteApp(place)}>Delete the app</button>
        </div>`,
    })}
  `;
}
