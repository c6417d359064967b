import { get, getVersioned, picture, put, remove } from "/assets/ui/api.js";
import { Form } from "/assets/ui/form.js";
import { toast } from "/assets/ui/overlay.js";
import { Resource, resource } from "/assets/ui/resource.js";
import { memberName } from "/console/members/name.js";
import { Placing } from "/console/projects/project/placing.js";
import { canvasOf, copyOf } from "/console/projects/project/site-plan-sheet.js";
import { addDocument } from "/console/projects/project/survey-import.js";
import { pointsOf } from "/console/projects/project/survey-points.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */
/** @typedef {Schemas["SurveyPlacement"]} Placement */
/** @typedef {{ id: string, name: string }} Picture */
/**
 * A picture, and how the survey lies on it.
 * @typedef {object} Laid
 * @property {HTMLCanvasElement} canvas
 * @property {{ width: number, height: number }} size of the picture itself
 * @property {Placement | null} kept
 * @property {string} etag
 * @property {string | null} by whom it was placed
 * @property {Placing} placing
 */

const LIST = "/projects/{project_id}/surveys/{survey_id}/placements";
const PATH = "/projects/{project_id}/surveys/{survey_id}/placements/{id}";
export const PICTURES = ["image/png", "image/jpeg", "image/webp"];
/** Pages of documents that are looked through for pictures, of 100 each. */
const MOST_PAGES = 10;

/** @param {string} projectId @returns {Promise<Picture[]>} */
async function picturesOf(projectId) {
  /** @type {Picture[]} */
  const found = [];
  /** @type {string | undefined} */
  let cursor;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const query = { project_id: projectId, limit: 100, ...(cursor && { cursor }) };
    const { data, next_cursor: next } = await get("/documents", { query });
    found.push(...data.filter(({ content_type: type }) => PICTURES.includes(type ?? "")));
    if (!next) break;
    cursor = next;
  }
  return found;
}

/** Prints the site plan and nothing else of the page. */
export function printPlan() {
  const { dataset } = document.documentElement;
  dataset["printing"] = "plan";
  addEventListener("afterprint", () => delete dataset["printing"], { once: true });
  globalThis.print();
}

/** A survey and the pictures that it may be laid over: one of them at a time. */
export class SitePlan {
  /** Of the chosen picture; empty before one is chosen. */
  id = "";
  opacity = 90;
  zoom = "1";
  /** Names of layers that are not shown. @type {Set<string>} */
  hidden = new Set();
  isPlacing = false;
  /** The survey's drawing, as it was last read. @type {Element} */
  image;
  /** @type {{ of: Element, plan: Element, key: Element } | undefined} */
  #copies;
  #page;
  #of;

  /**
   * @param {import("/assets/ui/page.js").BuilderPage} page
   * @param {{ project_id: string, survey_id: string }} of
   * @param {Element} image
   */
  constructor(page, of, image) {
    this.#page = page;
    this.#of = of;
    this.image = image;
    const { redraw } = page;
    this.redraw = redraw;
    this.form = new Form(["points"], redraw);
    this.adding = new Form([], redraw);
    this.laid = new Resource(() => this.#lay(), redraw);
    this.pictures = resource(() => this.#look(), redraw);
  }

  get #path() {
    return { ...this.#of, id: this.id };
  }

  /** Ids of the pictures that the survey lies on: the newest hundred. */
  async #placed() {
    const { data } = await get(LIST, { path: this.#of, query: { limit: 100 } });
    return data.map((placement) => placement.document_id);
  }

  /** @returns {Promise<Laid>} */
  async #lay() {
    const path = this.#path;
    const [bitmap, placed] = await Promise.all([picture(path.id), this.#placed()]);
    const stored = placed.includes(path.id) ? await getVersioned(PATH, { path }) : null;
    const [kept, etag] = stored ? [stored.body, stored.etag ?? ""] : [null, '"0"'];
    const size = { width: bitmap.width, height: bitmap.height };
    const canvas = canvasOf(bitmap);
    bitmap.close();
    const by = kept && (await memberName(this.#page, kept.placed_by));
    this.isPlacing = kept === null;
    const placing = new Placing(pointsOf(this.image), size, kept?.points ?? null);
    return { canvas, size, kept, etag, by, placing };
  }

  /** The pictures of the project; that which the survey lies on is chosen, or the only one. */
  async #look() {
    const [found, placed] = await Promise.all([picturesOf(this.#of.project_id), this.#placed()]);
    const first = found.find(({ id }) => placed.includes(id)) ?? (found.length === 1 ? found[0] : undefined);
    if (this.id === "" && first) this.choose(first.id);
    return found;
  }

  /** @param {string} id of a picture, or nothing */
  choose(id) {
    this.id = id;
    this.form.problem = undefined;
    this.laid.value = undefined;
    if (id) this.laid.refresh();
    else this.redraw();
  }

  /** @param {Laid} on */
  keep({ placing, etag }) {
    void this.form.run(async () => {
      await put(PATH, { path: this.#path, body: { points: placing.input }, ifMatch: etag });
      await this.laid.load();
      toast("The survey is kept where it lies.");
    });
  }

  /** @param {Laid} on */
  takeOff({ etag }) {
    void this.form.run(async () => {
      await remove(PATH, { path: this.#path, ifMatch: etag });
      await this.laid.load();
      toast("The survey was taken off the site plan.");
    });
  }

  /** Makes the viewer's file a document of the project, and chooses it. @param {File} file */
  add(file) {
    void this.adding.run(async () => {
      const id = await addDocument(this.#of.project_id, file);
      await this.pictures.load();
      this.choose(id);
    });
  }

  /** Copies of the drawing: for the picture, with the layers that are to be seen, and for the key of its points. */
  get copies() {
    const { image } = this;
    if (this.#copies?.of !== image)
      this.#copies = { of: image, plan: copyOf(image, "plan"), key: copyOf(image, "key") };
    for (const part of layersOf(this.#copies.plan))
      part.setAttribute("display", this.hidden.has(part.getAttribute("class") ?? "") ? "none" : "inline");
    return this.#copies;
  }
}

/** @param {Element} image @returns {Element[]} each with its name as its class */
export const layersOf = (image) => [...image.querySelectorAll("g[class], path.buildable")];
