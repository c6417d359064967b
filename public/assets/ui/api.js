import { offline, Problem, problemOf } from "/assets/ui/problem.js";

/** @import { Answer, Args, PathsOf } from "/assets/types/api.d.ts" */
/** @typedef {{ path?: object, query?: object, body?: unknown, ifMatch?: string | undefined, signal?: AbortSignal | undefined }} Options */

const BASE = "/api/v1";
const TRIES = 3;
/** A wait that the API asks for and that is longer is the viewer's to decide on. */
const LONGEST_WAIT_S = 5;
const DOWNLOAD_MS = 60_000;

/** @type {string | undefined} */
let builderId;

/**
 * From now on every request acts for this builder, or this sandbox.
 * @param {string | undefined} id
 */
export function actFor(id) {
  builderId = id;
}

/**
 * @param {string} template such as `/webhooks/{id}`
 * @param {Options} options
 */
export function urlOf(template, { path = {}, query = {} }) {
  const values = new Map(Object.entries(path));
  const filled = template.replaceAll(/\{(\w+)\}/gu, (_, name) => encodeURIComponent(values.get(name) ?? ""));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    if (value !== undefined && value !== "") search.set(name, String(value));
  return `${BASE}${filled}${search.size > 0 ? `?${search}` : ""}`;
}

/**
 * Idempotency keys of requests whose outcome is unknown: pressing the button again then repeats the request instead of
 * doing it twice.
 * @type {Map<string, string>}
 */
const undecided = new Map();

/** @param {number} ms */
const wait = (ms) => new Promise((done) => setTimeout(done, ms));

/**
 * @param {string} url
 * @param {RequestInit} init
 */
async function fetchOnce(url, init) {
  try {
    return await fetch(url, init);
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw offline();
  }
}

/**
 * As fetch; reads are repeated when the network or the service falters.
 * @param {string} url
 * @param {RequestInit} init
 * @returns {Promise<Response>}
 * @throws {Problem} without an answer
 */
export async function fetchPatiently(url, init) {
  for (let attempt = 1; ; attempt += 1) {
    const last = attempt === TRIES || (init.method !== "GET" && init.method !== "HEAD");
    let pause = attempt * 300;
    try {
      const response = await fetchOnce(url, init);
      if (last || (response.status !== 503 && response.status !== 429)) return response;
      const asked = Number(response.headers.get("retry-after"));
      if (asked > LONGEST_WAIT_S) return response;
      pause = Math.max(pause, asked * 1000);
    } catch (error) {
      if (last || !navigator.onLine) throw error;
    }
    await wait(pause);
  }
}

/**
 * @param {string} method
 * @param {Options} options
 */
function headersOf(method, { body, ifMatch }) {
  const headers = new Headers();
  if (builderId !== undefined) headers.set("x-builder-id", builderId);
  if (body !== undefined) headers.set("content-type", "application/json");
  if (ifMatch !== undefined && method !== "GET") headers.set("if-match", ifMatch);
  return headers;
}

/** The session has ended: sign in, and come back to this very page. */
function signIn() {
  const here = location.pathname + location.search + location.hash;
  location.assign(`/sign-in/?return_to=${encodeURIComponent(here)}`);
}

/**
 * @param {Response} response
 * @throws {Problem} unless it is a success
 */
async function refuse(response) {
  if (response.ok) return;
  if (response.status === 401) {
    signIn();
    throw new Problem({ code: "unauthenticated", status: 401, title: "Signed out", detail: "Sign in again." });
  }
  throw await problemOf(response);
}

/**
 * @param {string} method
 * @param {string} template
 * @param {readonly unknown[]} args the options, if any
 * @returns {Promise<{ body: any, etag: string | undefined }>}
 * @throws {Problem}
 */
async function request(method, template, args) {
  const options = /** @type {Options} */ (args[0] ?? {});
  const url = urlOf(template, options);
  const body = options.body === undefined ? undefined : JSON.stringify(options.body);
  const headers = headersOf(method, options);
  const asked = `${builderId} ${url} ${body}`;
  if (method === "POST") {
    const key = undecided.get(asked) ?? crypto.randomUUID();
    undecided.set(asked, key);
    headers.set("idempotency-key", key);
  }
  const response = await fetchPatiently(url, {
    method,
    headers,
    // What was just changed is seen at once: what is public may be a minute old in the browser's cache.
    cache: "no-cache",
    ...(body !== undefined && { body }),
    ...(options.signal && { signal: options.signal }),
  });
  // An answer that says when to come back is about this very request.
  if (response.status < 500 && !response.headers.has("retry-after")) undecided.delete(asked);
  await refuse(response);
  const text = await response.text();
  return { body: text === "" ? undefined : JSON.parse(text), etag: response.headers.get("etag") ?? undefined };
}

/**
 * @template {PathsOf<"get">} P
 * @param {P} path
 * @param {Args<P, "get">} args
 * @returns {Promise<Answer<P, "get">>}
 */
export const get = async (path, ...args) => (await request("GET", path, args)).body;

/**
 * With the ETag, for a change with If-Match afterwards.
 * @template {PathsOf<"get">} P
 * @param {P} path
 * @param {Args<P, "get">} args
 * @returns {Promise<{ body: Answer<P, "get">, etag: string | undefined }>}
 */
export const getVersioned = (path, ...args) => request("GET", path, args);

/**
 * @template {PathsOf<"post">} P
 * @param {P} path
 * @param {Args<P, "post">} args
 * @returns {Promise<Answer<P, "post">>}
 */
export const post = async (path, ...args) => (await request("POST", path, args)).body;

/**
 * @template {PathsOf<"put">} P
 * @param {P} path
 * @param {Args<P, "put">} args
 * @returns {Promise<Answer<P, "put">>}
 */
export const put = async (path, ...args) => (await request("PUT", path, args)).body;

/**
 * Sends a file as it is.
 * @param {"POST" | "PUT"} method
 * @param {string} template such as `/developer/apps/{id}/logo`
 * @param {{ path: object, file: File }} options
 * @throws {Problem}
 */
export async function upload(method, template, { path, file }) {
  const headers = headersOf(method, {});
  headers.set("content-type", file.type || "application/octet-stream");
  await refuse(await fetchPatiently(urlOf(template, { path }), { method, headers, body: file }));
}

/**
 * A JSON merge-patch.
 * @template {PathsOf<"patch">} P
 * @param {P} path
 * @param {Args<P, "patch">} args
 * @returns {Promise<Answer<P, "patch">>}
 */
export const patch = async (path, ...args) => (await request("PATCH", path, args)).body;

/**
 * @template {PathsOf<"delete">} P
 * @param {P} path
 * @param {Args<P, "delete">} args
 * @returns {Promise<void>}
 */
export const remove = async (path, ...args) => {
  await request("DELETE", path, args);
};

/**
 * A document's content; a plain link could not say which builder is asking.
 * @param {string} id
 * @throws {Problem}
 */
async function contentOf(id) {
  const options = { path: { id } };
  const response = await fetchPatiently(urlOf("/documents/{id}/content", options), {
    method: "GET",
    headers: headersOf("GET", options),
  });
  await refuse(response);
  return await response.blob();
}

/**
 * Saves a document's content on the viewer's device.
 * @param {{ id: string, name: string }} document
 * @throws {Problem}
 */
export async function download({ id, name }) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await contentOf(id));
  link.download = name;
  link.click();
  // Not every browser has read it by now.
  setTimeout(() => URL.revokeObjectURL(link.href), DOWNLOAD_MS);
}

/**
 * A document that is a picture, turned as it says of itself.
 * @param {string} id
 * @returns {Promise<ImageBitmap>}
 * @throws {Problem} also when the browser cannot read it
 */
export async function picture(id) {
  const content = await contentOf(id);
  try {
    return await createImageBitmap(content);
  } catch {
    const detail = "This browser cannot read the picture.";
    throw new Problem({ code: "unreadable_picture", status: 0, title: "No picture", detail });
  }
}

/**
 * The overlay of a survey, to be put into a page; an image's address could not say which builder is asking. It is made by
 * the service of lines and numbers alone.
 * @param {{ project_id: string, id: string }} path
 * @returns {Promise<Element>}
 * @throws {Problem}
 */
export async function drawing(path) {
  const options = { path };
  const response = await fetchPatiently(urlOf("/projects/{project_id}/surveys/{id}/overlay.svg", options), {
    method: "GET",
    headers: headersOf("GET", options),
  });
  await refuse(response);
  const svg = new DOMParser().parseFromString(await response.text(), "image/svg+xml").documentElement;
  return document.importNode(svg, true);
}
