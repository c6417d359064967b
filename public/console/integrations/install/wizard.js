import { post } from "/assets/ui/api.js";
import { Form } from "/assets/ui/form.js";
import { settingsIn, settingsOf } from "/console/integrations/settings-fields.js";
import { followRuns } from "/console/integrations/live-runs.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */
/** @typedef {import("/console/integrations/settings-fields.js").Setting} Setting */
/** @typedef {"permissions" | "settings" | "connect" | "check" | "done"} Step */
/** What is kept of an install that was begun, on this device; never a credential. @typedef {{ agreed: boolean, settings: Setting[], config: Record<string, unknown> }} Draft */

/**
 * Installing one integration. The API says at every attempt what it still needs: settings, credentials, or a member who
 * connects it; a step asks for each.
 */
export class Wizard {
  /** @type {Step} */
  step = "permissions";
  /** @type {Setting[]} */
  settings = [];
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
    const draft = kept
      ? JSON.parse(kept)
      : { agreed: false, settings: former ? settingsIn(former.config) : [], config: former?.config ?? {} };
    Object.assign(this, draft);
    if (this.agreed && this.settings.length > 0) this.step = "settings";
  }

  #keep() {
    const { agreed, settings, config } = this;
    /** @type {Draft} */
    const draft = { agreed, settings: settings.filter(({ group }) => group === "config"), config };
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

  /** @param {"config" | "credentials"} group */
  fields(group) {
    return this.settings.filter((setting) => setting.group === group);
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
    if (this.settings.length > 0) this.go("settings");
    else await this.attempt({});
  }

  /**
   * Asks for it to be installed with what there is; what is missing leads to the step that asks for it.
   * @param {Record<string, string>} credentials
   */
  async attempt(credentials) {
    const before = this.step;
    this.step = "check";
    this.#keep();
    const { slug, permissions } = this.listing;
    const body = { permissions, config: this.config, credentials };
    const install = await this.form.run(() =>
      post("/marketplace/integrations/{slug}/install", { path: { slug }, body }),
    );
    if (install) this.#arrive(install);
    else this.#askForMore(before);
    this.#redraw();
  }

  /** @param {Step} before where it goes on when nothing is missing but the other side did not answer */
  #askForMore(before) {
    const { problem } = this.form;
    if (!problem) return;
    const asked = settingsOf(problem);
    const isNew = asked.some(
      ({ group, name }) => !this.settings.some((has) => has.group === group && has.name === name),
    );
    for (const setting of asked) {
      const known = this.settings.find(({ group, name }) => group === setting.group && name === setting.name);
      if (known) known.required = true;
      else this.settings.push(setting);
    }
    const named = (/** @type {string} */ group) =>
      problem.errors.some(({ pointer }) => pointer.startsWith(`/${group}`));
    if (named("config")) this.step = "settings";
    else if (named("credentials")) this.step = "connect";
    else this.step = named("permissions") ? "permissions" : before;
    // What has never been asked for was not entered wrongly.
    if (isNew) this.form.problem = undefined;
    this.#keep();
  }
}
