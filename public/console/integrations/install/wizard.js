import { post } from "/assets/ui/api.js";
import { Form } from "/assets/ui/form.js";
import { isAbout } from "/console/integrations/settings-fields.js";
import { followRuns } from "/console/integrations/live-runs.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */
/** @typedef {"permissions" | "settings" | "connect" | "check" | "done"} Step */
/** What is kept of an install that was begun, on this device; never a credential. @typedef {{ agreed: boolean, config: Record<string, unknown> }} Draft */

/**
 * Installing one integration: a step for each thing that its form asks for, and one for a member who connects it at the
 * other side.
 */
export class Wizard {
  /** @type {Step} */
  step = "permissions";
  /** @type {Record<string, unknown>} */
  config = {};
  agreed = false;
  /** @type {Schemas["Install"] | undefined} */
  install;
  /** @type {import("/console/integrations/live-runs.js").Followed | undefined} */
  followed;
  listing;
  form;
  #storage;
  #redraw;

  /** @param {{ listing: Schemas["Integration"], install: Schemas["Install"] | undefined, key: string, redraw: () => void }} parts */
  constructor({ listing, install, key, redraw }) {
    this.listing = listing;
    this.#redraw = redraw;
    this.#storage = `rossos.install.${key}.${listing.slug}`;
    this.form = new Form([], redraw);
    if (install && install.status !== "uninstalled") this.#arrive(install);
    else this.#resume(install);
  }

  /** @param {Schemas["Install"] | undefined} former an install that was ended: its settings are offered again */
  #resume(former) {
    const kept = sessionStorage.getItem(this.#storage);
    /** @type {Draft} */
    const draft = kept ? JSON.parse(kept) : { agreed: false, config: former?.config ?? {} };
    Object.assign(this, draft);
    if (this.agreed) this.step = this.#firstStep;
  }

  get installForm() {
    return this.listing.install_form ?? { config: [], credentials: [] };
  }

  /** Where it goes on after the agreement. @returns {Step} */
  get #firstStep() {
    const { config, credentials } = this.installForm;
    return config.length > 0 ? "settings" : credentials.length > 0 ? "connect" : "permissions";
  }

  #keep() {
    const { agreed, config } = this;
    /** @type {Draft} */
    const draft = { agreed, config };
    sessionStorage.setItem(this.#storage, JSON.stringify(draft));
  }

  /** @param {Schemas["Install"]} install */
  #arrive(install) {
    this.install = install;
    this.step = install.status === "pending" ? "connect" : "done";
    sessionStorage.removeItem(this.#storage);
    if (this.step === "connect") return;
    this.followed = followRuns(install.id, this.#redraw);
    this.followed.watch(install.first_synced_at ? [] : install.syncs.map(({ name }) => name));
  }

  /** @param {Step} step */
  go(step) {
    this.step = step;
    this.form.problem = undefined;
    this.#redraw();
  }

  async agree() {
    this.agreed = true;
    this.#keep();
    if (this.#firstStep === "permissions") await this.attempt({});
    else this.go(this.#firstStep);
  }

  /** @param {Record<string, unknown>} config */
  async configure(config) {
    this.config = { ...this.config, ...config };
    this.#keep();
    if (this.installForm.credentials.length > 0) this.go("connect");
    else await this.attempt({});
  }

  /**
   * Asks for it to be installed; what is refused leads back to the step that asked for it.
   * @param {Record<string, string>} credentials
   */
  async attempt(credentials) {
    const before = this.step;
    this.step = "check";
    const { slug, permissions } = this.listing;
    const body = { permissions, config: this.config, credentials };
    const install = await this.form.run(() =>
      post("/marketplace/integrations/{slug}/install", { path: { slug }, body }),
    );
    if (install) this.#arrive(install);
    else this.step = this.#stepAtFault(before);
    this.#redraw();
  }

  /** @param {Step} before where it stays when no field is at fault but the other side did not answer @returns {Step} */
  #stepAtFault(before) {
    const { problem } = this.form;
    if (!problem) return before;
    if (isAbout(problem, "config")) return "settings";
    if (isAbout(problem, "credentials")) return "connect";
    return isAbout(problem, "permissions") ? "permissions" : before;
  }
}
