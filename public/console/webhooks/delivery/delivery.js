import { get, post } from "/assets/ui/api.js";
import { at, duration } from "/assets/ui/format.js";
import { html, nothing } from "/assets/ui/html.js";
import { icon } from "/assets/ui/icons.js";
import { toast } from "/assets/ui/overlay.js";
import { openBuilderPage } from "/assets/ui/page.js";
import { badge, card, codeBlock, copyable, facts, heading } from "/assets/ui/parts.js";
import { toProblem } from "/assets/ui/problem.js";
import { resource, show } from "/assets/ui/resource.js";
import { note } from "/assets/ui/states.js";
import { statusBadge, webhookLink } from "/console/webhooks/shown.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */
/** @typedef {Schemas["WebhookDeliveryDetail"]} Delivery */
/** @typedef {Schemas["WebhookAttempt"]} Attempt */

const search = new URLSearchParams(location.search);
const path = { id: search.get("webhook") ?? "", delivery_id: search.get("id") ?? "" };
const POLL_MS = 1500;
/** Why there is no attempt to show. @type {Record<Delivery["status"], string>} */
const NO_ATTEMPT = {
  pending: "The first attempt has not begun yet.",
  held: "The webhook was off when this happened, so it is held. Switch the webhook on and replay it; that is possible for 14 days.",
  delivered: "Its attempts are not kept any more.",
  failed: "Its attempts are not kept any more.",
};

/** @param {Record<string, string> | null} headers */
const headerText = (headers) =>
  Object.entries(headers ?? {})
    .map(([name, value]) => `${name}: ${value}`)
    .join("\n");

/** @param {Attempt} attempt */
const outcome = ({ response_status: status, error }) => {
  if (status === null) return badge("bad", error === null ? "Under way" : "No answer");
  return badge(status >= 200 && status < 300 ? "good" : "bad", `${status}`);
};

/** @param {string} text JSON, when it is JSON */
function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

/** @param {Delivery} delivery @param {Attempt} attempt @param {boolean} open */
const attemptView = ({ event }, attempt, open) => html`
  <details class="attempt" ?open=${open}>
    <summary>
      <span>Attempt ${attempt.number}</span>${outcome(attempt)}<span class="soft">${at(attempt.started_at)}</span
      ><span class="soft">${attempt.duration_ms === null ? nothing : duration(attempt.duration_ms)}</span>
    </summary>
    ${attempt.error ? note("bad", attempt.error) : nothing}
    <div class="exchange">
      <section class="stack tight">
        <h3>Request</h3>
        ${codeBlock(headerText(attempt.request_headers), { label: `headers of request ${attempt.number}`, copies: false })}
        ${
          event === null
            ? html`<p class="soft">The event is no longer kept.</p>`
            : codeBlock(JSON.stringify(event, null, 2), { label: `body of request ${attempt.number}` })
        }
      </section>
      <section class="stack tight">
        <h3>Response</h3>
        ${
          attempt.response_status === null
            ? html`<p class="soft">There was none.</p>`
            : html`${codeBlock(`HTTP ${attempt.response_status}\n${headerText(attempt.response_headers)}`.trim(), {
                label: `headers of response ${attempt.number}`,
                copies: false,
              })}
              ${
                attempt.response_body
                  ? codeBlock(pretty(attempt.response_body), { label: `body of response ${attempt.number}` })
                  : html`<p class="soft">Its body was empty.</p>`
              }`
        }
      </section>
    </div>
  </details>
`;

openBuilderPage(({ mayManage, redraw }) => {
  const delivery = resource(() => get("/webhooks/{id}/deliveries/{delivery_id}", { path }), redraw);
  let busy = false;

  // What is on its way arrives while one watches.
  setInterval(() => {
    if (delivery.value?.status === "pending" && !delivery.loading && !document.hidden) delivery.refresh();
  }, POLL_MS);

  const replay = async () => {
    busy = true;
    redraw();
    try {
      await post("/webhooks/{id}/deliveries/{delivery_id}/replay", { path });
      toast("It is on its way again.");
      await delivery.load();
    } catch (error) {
      toast(toProblem(error).message, "bad");
    }
    busy = false;
    redraw();
  };

  /** @param {Delivery} value */
  const view = (value) => html`
    <div class="stack">
      ${card({
        body: facts([
          ["Status", statusBadge(value.status)],
          ["Attempts", value.attempt_count],
          ["Happened", at(value.created_at)],
          ["Delivered", at(value.delivered_at)],
          ["Next attempt", at(value.next_retry_at)],
          ["webhook-id", copyable(value.id, "the webhook-id")],
        ]),
      })}
      ${
        value.attempts.length === 0
          ? note("info", NO_ATTEMPT[value.status])
          : card({
              title: "Attempts",
              body: html`${value.attempts.map((attempt, index) => attemptView(value, attempt, index === 0))}`,
            })
      }
    </div>
  `;

  return () => html`
    ${heading({
      title: delivery.value?.event_type ?? "Delivery",
      back: { href: webhookLink(path.id), label: "Webhook" },
      actions:
        delivery.value && mayManage
          ? html`<button
              type="button"
              class="button main"
              ?disabled=${busy || delivery.value.status === "pending"}
              @click=${replay}
            >
              ${icon("refresh")}Replay
            </button>`
          : undefined,
    })}
    ${show(delivery, view)}
  `;
});
