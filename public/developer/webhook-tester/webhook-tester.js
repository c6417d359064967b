import { get, post } from "/assets/ui/api.js";
import { duration } from "/assets/ui/format.js";
import { Form, selectField, submitButton, textField } from "/assets/ui/form.js";
import { html, nothing } from "/assets/ui/html.js";
import { openUserPage } from "/assets/ui/page.js";
import { badge, card, codeBlock, facts, heading } from "/assets/ui/parts.js";
import { resource, show } from "/assets/ui/resource.js";
import { note } from "/assets/ui/states.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */
/** @typedef {Schemas["WebhookUrlTestResult"]} Result */
/** @typedef {Pick<Result, "request" | "response" | "error">} Exchange */

/** @param {Record<string, string>} headers */
const headerLines = (headers) =>
  Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}`)
    .join("\n");

/** @param {string} text JSON where it is some */
function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2);
  } catch {
    return text;
  }
}

/** @param {Exchange} exchange @param {string} which for the labels */
const exchangeView = ({ request, response, error }, which) => html`
  ${error ? note("bad", error) : nothing}
  <div class="columns">
    <div class="stack tight">
      <h3>Request</h3>
      ${codeBlock(`${request.method} ${request.url}\n${headerLines(request.headers)}`, { label: `head of the ${which} request` })}
      ${codeBlock(pretty(request.body), { label: `body of the ${which} request` })}
    </div>
    <div class="stack tight">
      <h3>Answer</h3>
      ${
        response
          ? html`<p>
                ${badge(response.status < 300 ? "good" : "warn", response.status)}
                <span class="soft">after ${duration(response.duration_ms)}</span>
              </p>
              ${codeBlock(headerLines(response.headers) || "No headers", { label: `headers of the ${which} answer` })}
              ${codeBlock(response.body || "No body", { label: `body of the ${which} answer` })}`
          : html`<p class="soft">There was none.</p>`
      }
    </div>
  </div>
`;

/** @param {NonNullable<Result["verification"]>} verification */
const verificationCard = (verification) =>
  card({
    title: html`<span class="named"
      >Signature check ${verification.passed ? badge("good", "Passed") : badge("bad", "Failed")}</span
    >`,
    body: html`
      <ul class="plain-list close">
        <li>
          ${verification.accepted_right_signature ? badge("good", "Yes") : badge("bad", "No")} The right signature was
          answered with 2xx
        </li>
        <li>
          ${verification.refused_wrong_signature ? badge("good", "Yes") : badge("bad", "No")} A wrong signature was
          answered with 4xx
        </li>
      </ul>
      ${exchangeView(verification, "wrongly signed")}
    `,
  });

/** @param {Result["signature"]} signature */
const signatureCard = ({ secret, id, timestamp, signed_content: content, header }) =>
  card({
    title: "Signature",
    body: html`
      <p class="soft">
        HMAC-SHA256 over the id, the time and the body, joined by full stops, with the base64 part of the secret as its
        key. <a href="/docs/webhooks/">How to verify it</a>
      </p>
      ${facts([
        ["Secret it was signed with", html`<code class="address">${secret}</code>`],
        ["webhook-id", html`<code>${id}</code>`],
        ["webhook-timestamp", html`<code>${timestamp}</code>`],
        ["webhook-signature", html`<code class="address">${header}</code>`],
      ])}
      ${codeBlock(content, { label: "what was signed" })}
    `,
  });

/** @param {Result} result */
const outcome = (result) => html`
  ${card({
    title: html`<span class="named"
      >Delivery ${result.error ? badge("bad", "Would count as failed") : badge("good", "Delivered")}</span
    >`,
    body: exchangeView(result, "test"),
  })}
  ${result.verification ? verificationCard(result.verification) : nothing} ${signatureCard(result.signature)}
`;

/** What the form can choose from. */
async function loadChoices() {
  const [{ data: types }, { data: apps }] = await Promise.all([
    get("/event-names"),
    get("/developer/apps", { query: { limit: 100 } }),
  ]);
  return { types: types.map(({ name }) => name), apps };
}
/** @typedef {Awaited<ReturnType<typeof loadChoices>>} Choices */

/** @param {Form} form @param {Choices} choices @param {(event: any) => void} submit */
const entry = (form, { types, apps }, submit) => html`
  <form class="stack narrow" @submit=${submit}>
    ${form.summary} ${textField({ form, name: "url", label: "URL of the receiver", type: "url", required: true })}
    ${selectField({ form, name: "event_type", label: "Event", options: types.map((name) => ({ value: name, label: name })) })}
    ${textField({ form, name: "secret", label: "Secret that the receiver knows", maxLength: 100, hint: "It begins with whsec_. Without one a new secret is made and shown with the result." })}
    <label class="check"
      ><input type="checkbox" name="check_verification" /><span
        >Send it once more with a wrong signature<br /><span class="soft"
          >The receiver must refuse that with 4xx. For the review of an app: rule R004.</span
        ></span
      ></label
    >
    ${
      apps.length === 0
        ? nothing
        : selectField({
            form,
            name: "application_id",
            label: "Counts for the review of",
            options: [{ value: "", label: "No app" }, ...apps.map(({ id, name }) => ({ value: id, label: name }))],
          })
    }
    <div class="row">${submitButton(form, form.busy ? "Sending…" : "Send the event")}</div>
  </form>
`;

openUserPage(({ redraw }) => {
  const choices = resource(loadChoices, redraw);
  /** @type {Result | undefined} */
  let result;
  const form = new Form(["url", "event_type", "secret", "application_id"], redraw);
  const submit = form.onSubmit(async (entries) => {
    const [secret, app] = [entries.text("secret"), entries.text("application_id")];
    result = await post("/developer/webhook-test", {
      body: {
        url: entries.text("url"),
        event_type: entries.text("event_type"),
        check_verification: entries.text("check_verification") === "on",
        ...(secret && { secret }),
        ...(app && { application_id: app }),
      },
    });
  });
  return () => html`
    ${heading({
      title: "Webhook tester",
      lead: "Sends an event with realistic sample data to your receiver, signed as real ones are, and shows everything that went over the wire. Nothing is retried.",
    })}
    <div class="stack">
      ${card({ body: show(choices, (value) => entry(form, value, submit)) })}
      <div class="stack" aria-live="polite">${result ? outcome(result) : nothing}</div>
    </div>
  `;
});
