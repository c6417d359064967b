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
  /** The other side has no page for what was asked. */
  hasNoPage = false;
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
    this.step = install.status === "pending" || this.#isToBeLetIn(install) ? "connect" : "done";
    sessionStorage.removeItem(this.#storage);
    if (this.step === "connect") {
      if (this.isReturning) void this.comeBack();
      return;
    }
    this.followed = followRuns(install.id, this.#redraw);
    this.followed.watch(install.first_synced_at ? [] : install.syncs.map(({ name }) => name));
  }

  /** Whether its connection is to be let in again: it has ended, or is about to, or its user is back from there. @param {Schemas["Install"]} install */
  #isToBeLetIn({ link_path: path, status }) {
    const isAsked = new URLSearchParams(location.search).has("again");
    return path !== null && (status === "needs_attention" || isAsked || this.isReturning);
  }

  /** Where the token of the other side's page is kept, while its visitor is there. */
  get #visit() {
    return `${this.#storage}.link`;
  }

  /** Whether somebody has gone to the other side's page from here, and what it gave was not asked for yet. */
  get isReturning() {
    return sessionStorage.getItem(this.#visit) !== null;
  }

  /** Goes to the other side's page, in which a user lets us in. */
  async goThere() {
    const path = { id: this.install?.id ?? "" };
    const begun = await this.form.run(() => post("/installs/{id}/link", { path, body: { hosted: true } }));
    if (!begun) return;
    this.hasNoPage = begun.link_url === null;
    if (begun.link_url !== null) {
      sessionStorage.setItem(this.#visit, JSON.stringify({ mode: begun.mode, link_token: begun.link_token }));
      location.assign(begun.link_url);
    }
    this.#redraw();
  }

  /** Asks for what the other side's page gave, now that its visitor is back. */
  async comeBack() {
    const kept = sessionStorage.getItem(this.#visit);
    if (!kept || !this.install) return;
    /** @type {{ mode: "connect" | "update", link_token: string }} */
    const { mode, link_token: token } = JSON.parse(kept);
    const body = mode === "connect" ? { link_token: token } : {};
    const path = { id: this.install.id };
    const install = await this.form.run(() => post("/installs/{id}/link/complete", { path, body }));
    if (!install) return;
    sessionStorage.removeItem(this.#visit);
    this.#arrive(install);
    this.#redraw();
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
