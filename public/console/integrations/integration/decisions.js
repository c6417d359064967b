import { post } from "/assets/ui/api.js";
import { html, nothing } from "/assets/ui/html.js";
import { toast } from "/assets/ui/overlay.js";
import { toProblem } from "/assets/ui/problem.js";
import { note } from "/assets/ui/states.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */
/** @typedef {"local" | "remote"} Side */

/** Decides conflicts of an install, one at a time. */
export class Decisions {
  /** The conflict that is being decided. @type {string | undefined} */
  #pending;
  /** Why the last decision did not succeed. @type {{ conflictId: string, message: string } | undefined} */
  #refused;
  #install;
  #there;
  #redraw;
  #decided;

  /**
   * @param {object} parts
   * @param {string} parts.install its id
   * @param {string} parts.there what the other side is called
   * @param {() => void} parts.redraw
   * @param {() => Promise<void>} parts.decided after each decision, and after one that did not succeed
   */
  constructor({ install, there, redraw, decided }) {
    this.#install = install;
    this.#there = there;
    this.#redraw = redraw;
    this.#decided = decided;
  }

  /** @param {string} conflictId @param {Side} keep */
  async #decide(conflictId, keep) {
    this.#pending = conflictId;
    this.#refused = undefined;
    this.#redraw();
    try {
      const path = { id: this.#install, conflict_id: conflictId };
      await post("/installs/{id}/conflicts/{conflict_id}/resolve", { path, body: { keep } });
      toast(
        keep === "local" ? `${this.#there} gets yours as soon as that works.` : `Yours is now as at ${this.#there}.`,
      );
    } catch (error) {
      this.#refused = { conflictId, message: toProblem(error).message };
    }
    this.#pending = undefined;
    await this.#decided();
  }

  /** @param {string} conflictId @param {Side} keep @param {string} label @param {string} title */
  #button(conflictId, keep, label, title) {
    return html`<button
      type="button"
      class="button"
      aria-label="${label}: ${title}"
      aria-busy=${this.#pending === conflictId}
      ?disabled=${this.#pending !== undefined}
      @click=${() => this.#decide(conflictId, keep)}
    >
      ${label}
    </button>`;
  }

  /** @param {Schemas["SyncConflict"]} conflict @param {string} title what it is about */
  choice({ id, status }, title) {
    if (status !== "open") return nothing;
    return html`
      ${
        this.#refused?.conflictId === id
          ? html`<div role="alert">
              ${note("bad", html`<strong>It was not decided.</strong> ${this.#refused.message}`)}
            </div>`
          : nothing
      }
      <div class="row">
        ${this.#button(id, "local", "Keep yours", title)} ${this.#button(id, "remote", `Take ${this.#there}’s`, title)}
      </div>
    `;
  }
}
