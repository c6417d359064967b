/** Where to go afterwards: a path of this site, never another's. */
export function returnTo(otherwise = "/console/") {
  const wanted = new URLSearchParams(location.search).get("return_to") ?? "";
  if (!wanted.startsWith("/")) return otherwise;
  const url = new URL(wanted, location.origin);
  // `/.//example.com` has our origin, and its path alone another's.
  const isOurs = url.origin === location.origin && !url.pathname.startsWith("//");
  return isOurs ? url.pathname + url.search + url.hash : otherwise;
}

/**
 * A path of ours with the way back in its query.
 * @param {string} path
 */
export const withReturn = (path, target = returnTo()) => `${path}?return_to=${encodeURIComponent(target)}`;

/**
 * An element that the page's HTML has.
 * @param {string} id
 * @returns {HTMLElement}
 */
export function byId(id) {
  const found = document.querySelector(`#${id}`);
  if (!(found instanceof HTMLElement)) throw new Error(`the page has no #${id}`);
  return found;
}

/** @param {string} id @returns {HTMLFormElement} */
export function formById(id) {
  const found = byId(id);
  if (!(found instanceof HTMLFormElement)) throw new Error(`#${id} is not a form`);
  return found;
}

/**
 * @param {string} text nothing when empty
 * @param {"good" | "error"} kind
 */
export function say(text, kind = "good") {
  const status = byId("status");
  status.textContent = text;
  status.dataset["kind"] = kind;
  status.hidden = text === "";
}

/** @typedef {{ ok: boolean, status: number, body: any }} Answered a failure's body is a problem document */

/**
 * @param {string} method
 * @param {string} path
 * @param {object} [body]
 * @returns {Promise<Answered>} status 0 without an answer
 */
export async function call(method, path, body) {
  try {
    const response = await fetch(path, {
      method,
      ...(body === undefined ? {} : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { ok: response.ok, status: response.status, body: text === "" ? {} : JSON.parse(text) };
  } catch {
    const detail = navigator.onLine ? "The server did not answer. Try again." : "You are offline. Try again later.";
    return { ok: false, status: 0, body: { detail } };
  }
}

/**
 * Runs `work` with the form's fields when it is submitted, once at a time; what it returns is a problem, and shown.
 * @param {HTMLFormElement} form
 * @param {(fields: Record<string, string>) => Promise<string | undefined>} work
 */
export function onSubmit(form, work) {
  const button = form.querySelector("button");
  const submit = async () => {
    if (button) button.disabled = true;
    say("");
    try {
      const entries = [...new FormData(form)].map(([name, value]) => [name, typeof value === "string" ? value : ""]);
      const failed = await work(Object.fromEntries(entries));
      if (failed) say(failed, "error");
    } finally {
      if (button) button.disabled = false;
    }
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void submit();
  });
}

/** @param {Answered} answer @returns {string} what failed on our side can be asked about by its request's id */
export const explain = ({ status, body }) => {
  const said = body.detail ?? "That did not work.";
  return status >= 500 && body.request_id ? `${said} Request ${body.request_id}` : said;
};

/**
 * Loads what the page is about, for who is signed in. What fails can be tried again, and is by itself once there is a
 * connection.
 * @param {string} path of the API
 * @param {(body: any) => unknown} ready
 */
export async function load(path, ready) {
  say("");
  byId("loading").hidden = false;
  const answer = await call("GET", path);
  byId("loading").hidden = true;
  if (answer.status === 401) return location.replace(withReturn("/sign-in/", location.pathname + location.search));
  if (answer.ok) return ready(answer.body);
  say(explain(answer), "error");
  const again = document.createElement("button");
  again.type = "button";
  again.textContent = "Try again";
  again.addEventListener("click", () => void load(path, ready));
  byId("status").append(again);
  if (!navigator.onLine) addEventListener("online", () => again.click(), { once: true });
  return undefined;
}
