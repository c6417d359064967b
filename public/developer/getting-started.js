import { fetchPatiently, post } from "/assets/ui/api.js";
import { Form } from "/assets/ui/form.js";
import { helpful } from "/assets/ui/helpful.js";
import { html, nothing } from "/assets/ui/html.js";
import { openPublicPage } from "/assets/ui/page.js";
import { card, codeBlock, heading } from "/assets/ui/parts.js";
import { problemOf } from "/assets/ui/problem.js";
import { note } from "/assets/ui/states.js";
import { keepKey } from "/assets/ui/try-key.js";

const BASE = `${location.origin}/api/v1`;

/** @param {string} key */
const firstCall = (key) => `curl -H "Authorization: Bearer ${key}" \\\n  "${BASE}/projects?limit=3"`;

/** @param {string} key */
const firstChange = (key) => `curl -X POST -H "Authorization: Bearer ${key}" \\
  -H "Content-Type: application/json" -H "Idempotency-Key: $(uuidgen)" \\
  -d '{"name": "Brody residence", "code": "NEW-1"}' \\
  "${BASE}/projects"`;

/** @param {string} key */
const firstWebhook = (key) => `curl -X POST -H "Authorization: Bearer ${key}" \\
  -H "Content-Type: application/json" \\
  -d '{"url": "https://hooks.example.com/rossos", "events": ["project.*"]}' \\
  "${BASE}/webhooks"`;

/** @param {string} key @returns {Promise<string>} what the first call answers */
async function callFromHere(key) {
  const headers = { authorization: `Bearer ${key}` };
  const response = await fetchPatiently(`${BASE}/projects?limit=3`, { method: "GET", headers });
  if (!response.ok) throw await problemOf(response);
  return JSON.stringify(await response.json(), undefined, 2);
}

const signUp = html`<p>An account is all it takes; you get a sandbox of your own with it.</p>
  <div class="row">
    <a class="button main" href="/sign-up/?return_to=/developer/">Create an account</a>
    <a class="button" href="/sign-in/?return_to=/developer/">Sign in</a>
  </div>`;

/** What follows the first call. @param {string} key */
const later = (key) => [
  card({
    title: "Change something",
    body: html`<p>
        An <code>Idempotency-Key</code> lets you send it again without doing it twice.
        <a href="/docs/">More of the first steps</a>
      </p>
      ${codeBlock(firstChange(key), { label: "a first change" })}`,
  }),
  card({
    title: "Hear of changes",
    body: html`<p>
        Every change is an event, sent to your server as a signed webhook. Put your server's address in; the answer has
        the secret that signs, this once. Then make the change above again, with another code.
      </p>
      ${codeBlock(firstWebhook(key), { label: "a first webhook" })}
      <p>
        The tester sends one event to an address of yours and shows what came back; the guide has code that verifies the
        signature.
      </p>
      <div class="row">
        <a class="button" href="/developer/webhook-tester/">Webhook tester</a>
        <a class="button" href="/docs/webhooks/">Webhook guide</a>
      </div>`,
  }),
  card({
    title: "Build an app for others",
    body: html`<p>
        An app acts for every builder who lets it in, by OAuth 2.0 with PKCE. Register it, try it in your sandbox, and
        submit it for the marketplace when the checks pass.
      </p>
      <div class="row">
        <a class="button" href="/developer/apps/new/">Register an app</a>
        <a class="button" href="/docs/guides/authentication/">Authentication guide</a>
      </div>`,
  }),
];

openPublicPage(({ session, redraw }) => {
  const form = new Form([], redraw);
  /** @type {string | undefined} */
  let key;
  /** @type {string | undefined} */
  let answered;
  const makeKey = async () => {
    key = (await form.run(() => post("/developer/sandbox/keys", { body: { name: "Getting started" } })))?.key;
    if (key) keepKey(key);
    redraw();
  };
  const tryIt = async () => {
    answered = await form.run(() => callFromHere(key ?? ""));
    redraw();
  };

  const keyStep = () => html`
    <p>
      A test key belongs to your own sandbox: an invented building business that only you see, with everything in it. It
      reaches nothing real.
    </p>
    ${
      key
        ? html`${codeBlock(key, { label: "your test key" })} ${note("info", "Keep it: it is shown this once.")}`
        : html`<div class="row">
            <button type="button" class="button main" aria-busy=${form.busy} ?disabled=${form.busy} @click=${makeKey}>
              Make a test key
            </button>
            <a href="/developer/sandbox/">Keys you have</a>
          </div>`
    }
    ${form.summary}
  `;

  const callStep = () => html`
    <p>Three projects of the sandbox:</p>
    ${codeBlock(firstCall(key ?? "ross_test_…"), { label: "the first call" })}
    ${
      key
        ? html`<div class="row">
            <button type="button" class="button" ?disabled=${form.busy} @click=${tryIt}>Run it from here</button>
            <a class="button" href="/docs/api/">Try every other call, with this key</a>
          </div>`
        : nothing
    }
    ${answered ? codeBlock(answered, { label: "the answer" }) : nothing}
  `;

  return () => html`
    ${heading({
      title: "Getting started in five minutes",
      lead: "From nothing to a first call, a first change, and an app that acts for others.",
    })}
    <ol class="walk">
      ${[
        card({ title: "Get a key", body: session ? keyStep() : signUp }),
        card({ title: "Make a first call", body: callStep() }),
        ...later(key ?? "ross_test_…"),
      ].map((step) => html`<li>${step}</li>`)}
    </ol>
    ${helpful}
  `;
});
