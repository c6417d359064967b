import { get } from "/assets/ui/api.js";
import { nothing } from "/assets/ui/html.js";
import { toProblem } from "/assets/ui/problem.js";
import { failed, lacking, skeleton } from "/assets/ui/states.js";

/** @import { ListPath, RowOf } from "/assets/types/api.d.ts" */
/** @typedef {import("/assets/ui/problem.js").Problem} Problem */

/**
 * Something that is loaded, and loaded again.
 * @template T
 */
export class Resource {
  /** @type {T | undefined} */
  value;
  /** @type {Problem | undefined} */
  problem;
  loading = false;
  #load;
  #changed;
  #turn = 0;

  /**
   * @param {() => Promise<T>} load
   * @param {() => void} changed draws what shows it
   */
  constructor(load, changed) {
    this.#load = load;
    this.#changed = changed;
    addEventListener("online", () => {
      if (this.problem?.code === "offline") this.refresh();
    });
  }

  /** What is known stays until the new value is there; of two loads at once the later one counts. */
  async load() {
    const turn = (this.#turn += 1);
    this.loading = true;
    this.#changed();
    try {
      const value = await this.#load();
      if (turn !== this.#turn) return;
      this.value = value;
      this.problem = undefined;
    } catch (error) {
      if (turn !== this.#turn) return;
      this.problem = toProblem(error);
    }
    this.loading = false;
    this.#changed();
  }

  /** As load, for callers that do not wait. */
  refresh() {
    void this.load();
  }

  /** Puts another value there, such as what a change was answered with. @param {T} value */
  set(value) {
    this.value = value;
    this.#changed();
  }
}

/**
 * Loads at once.
 * @template T
 * @param {() => Promise<T>} load
 * @param {() => void} changed
 * @returns {Resource<T>}
 */
export function resource(load, changed) {
  const made = new Resource(load, changed);
  made.refresh();
  return made;
}

/**
 * The value, or why it is not there yet. While a first load is tried again, it is loading.
 * @template T
 * @param {Resource<T>} loaded
 * @param {(value: T) => unknown} ready
 * @param {{ loading?: unknown }} [options]
 */
export function show(loaded, ready, { loading = skeleton() } = {}) {
  const again = loaded.loading && loaded.value === undefined;
  if (loaded.problem && !again) return failed(loaded.problem, () => loaded.refresh());
  return loaded.value === undefined ? loading : ready(loaded.value);
}

/**
 * What to say of something beside what the page is about that could not be loaded; nothing while all is well.
 * @param {Resource<any>} loaded
 * @param {string} what it is
 */
export const missing = (loaded, what) =>
  loaded.problem && !loaded.loading ? lacking(what, loaded.problem, () => loaded.refresh()) : nothing;

/**
 * @template Row
 * @typedef {{ data: Row[], has_more: boolean, next_cursor: string | null }} Page
 */

/**
 * A list, page by page; it can go back over the pages it has come by.
 * @template Row
 * @extends {Resource<Page<Row>>}
 */
export class Pages extends Resource {
  /** @type {(string | undefined)[]} */
  #cursors;

  /**
   * @param {(cursor: string | undefined) => Promise<Page<Row>>} load
   * @param {() => void} changed
   */
  constructor(load, changed) {
    /** @type {(string | undefined)[]} */
    const cursors = [undefined];
    super(() => load(cursors.at(-1)), changed);
    this.#cursors = cursors;
  }

  get rows() {
    return this.value?.data ?? [];
  }

  get hasNext() {
    return this.value?.has_more === true;
  }

  get hasPrevious() {
    return this.#cursors.length > 1;
  }

  next() {
    this.#cursors.push(this.value?.next_cursor ?? undefined);
    this.refresh();
  }

  previous() {
    this.#cursors.pop();
    this.refresh();
  }

  /** Begins at the first page again, as after another filter. */
  restart() {
    this.#cursors.splice(1);
    this.refresh();
  }
}

/**
 * A list of the API.
 * @template {ListPath} P
 * @param {P} path
 * @param {() => void} changed
 * @param {() => object} [options] asked at every load: path parameters, filters, `limit`
 * @returns {Pages<RowOf<P>>}
 */
export function pages(path, changed, options = () => ({})) {
  /** @param {string | undefined} cursor */
  const load = async (cursor) => {
    const { query = {}, ...rest } = /** @type {{ query?: object }} */ (options());
    const asked = /** @type {any} */ ({ ...rest, query: { limit: 25, ...query, cursor } });
    const answer = /** @type {unknown} */ (await get(path, asked));
    return /** @type {Page<RowOf<P>>} */ (answer);
  };
  const made = new Pages(load, changed);
  made.refresh();
  return made;
}
