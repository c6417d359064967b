import { html, type Html } from "../html";
import { POLICY, stylesheet } from "../site/frame";
import type { Entered, PlainField, PlainForm } from "./plain-forms";

type Page = { status: number; title: string; body: Html };

/** A page about an account that the Worker writes: in the look of the static ones, without a script, not to be stored. */
export function accountPage({ status, title, body }: Page): Response {
  const document = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · RossOS</title>
        <link rel="icon" href="/assets/mark.svg" type="image/svg+xml" />
        ${stylesheet("/assets/site.css")} ${stylesheet("/account/account.css")}
      </head>
      <body>
        <a class="skip" href="#content">Skip to content</a>
        <main id="content" class="account">
          <p class="home"><a href="/">RossOS Marketplace</a></p>
          <h1>${title}</h1>
          ${body}
        </main>
      </body>
    </html> `;
  return new Response(document.text, {
    status,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": POLICY,
      "cross-origin-opener-policy": "same-origin",
      // The form's Origin must arrive.
      "referrer-policy": "same-origin",
      "cache-control": "no-store",
    },
  });
}

export const statusLine = (kind: "good" | "error", text: string): Html =>
  html`<p class="status" data-kind="${kind}" role="${kind === "error" ? "alert" : "status"}">${text}</p>`;

/** What was wrong with a form: at its fields, by their names, and with the whole. */
export type Faults = { fields: Readonly<Record<string, string>>; whole?: string };

type Filled = { action: string; form: PlainForm; entered: Entered; back: string; faults: Faults };

/** The form as it was sent, but for passwords, with what was wrong. */
export const filledForm = ({ action, form, entered, back, faults }: Filled): Html =>
  html`${faults.whole === undefined ? undefined : statusLine("error", faults.whole)}
    <form method="post" action="/auth${action}">
      <input type="hidden" name="return_to" value="${back}" />
      ${form.fields.map((field) => filledField(field, entered[field.name] ?? "", faults.fields[field.name]))}
      <button type="submit">${form.button}</button>
    </form>
    ${otherwise(form, back)}`;

export const signIn = (back: string): Html =>
  html`<p><a href="/sign-in/?return_to=${encodeURIComponent(back)}">Sign in</a></p>`;

const otherwise = ({ otherwise: { text, label, page } }: PlainForm, back: string): Html =>
  html`<p>${text} <a href="${page}?return_to=${encodeURIComponent(back)}">${label}</a></p>`;

function filledField(field: PlainField, value: string, fault: string | undefined): Html {
  const { name, label, type, autocomplete, maxLength, hint } = field;
  const marks = fault === undefined ? html`` : html`aria-invalid="true" aria-describedby="${name}-fault" autofocus`;
  return html`<label>
    ${label}
    <input
      name="${name}"
      type="${type}"
      autocomplete="${autocomplete}"
      required
      maxlength="${String(maxLength)}"
      value="${type === "password" ? "" : value}"
      ${marks}
    />
    ${fault === undefined ? undefined : html`<small class="fault" id="${name}-fault">${fault}</small>`}
    ${hint === undefined ? undefined : html`<small>${hint}</small>`}
  </label>`;
}
