import { post } from "/assets/ui/api.js";
import { Form } from "/assets/ui/form.js";
import { html } from "/assets/ui/html.js";
import { confirm, toast } from "/assets/ui/overlay.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */

/** From one version of an integration to another, one thing at a time. */
export class Moves {
  comparing;
  moving;
  /** What the last comparison found. @type {Schemas["UpgradePreview"] | undefined} */
  preview;
  #id;
  #reload;

  /**
   * @param {string} id of the install
   * @param {() => void} redraw
   * @param {() => Promise<void>} reload
   */
  constructor(id, redraw, reload) {
    this.#id = id;
    this.#reload = reload;
    this.comparing = new Form([], redraw);
    this.moving = new Form([], redraw);
  }

  compare = () => {
    void this.comparing.run(async () => {
      this.preview = undefined;
      const path = { id: this.#id };
      const answer = await post("/installs/{id}/upgrade", { path, query: { dry_run: "true" } });
      if ("is_clean" in answer) this.preview = answer;
    });
  };

  /** Asks first. @param {"upgrade" | "revert"} verb @param {string} version */
  move = async (verb, version) => {
    const sure = await confirm({
      title: verb === "upgrade" ? `Upgrade to ${version}?` : `Go back to ${version}?`,
      text: html`<p>
        ${version} is tried with your settings first; if that fails, nothing changes. Then everything is read anew, and
        what differs is written over.
      </p>`,
      action: verb === "upgrade" ? "Upgrade" : "Go back",
      tone: "main",
    });
    if (!sure) return;
    await this.moving.run(async () => {
      const path = { id: this.#id };
      if (verb === "upgrade") await post("/installs/{id}/upgrade", { path });
      else await post("/installs/{id}/revert", { path });
      this.preview = undefined;
      toast(`It runs on ${version}.`);
      await this.#reload();
    });
  };
}
