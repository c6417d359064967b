/** Where to go afterwards: a path of this site, never another's. */
export function returnTo(otherwise = "/account/") {
  const wanted = new URLSearchParams(location.search).get("return_to") ?? "";
  if (!wanted.startsWith("/")) return otherwise;
  const url = new URL(wanted, location.origin);
  return url.origin === location.origin ? url.pathname + url.search + url.hash : otherwise;
}

/** A path of ours with the way back in its query. */
export const withReturn = (path, target = returnTo()) => `${path}?return_to=${encodeURIComponent(target)}`;

export const byId = (id) => document.querySelector(`#${id}`);

export function say(text, kind = "good") {
  const status = byId("status");
  status.textContent = text;
  status.dataset.kind = kind;
  status.hidden = text === "";
}

/** Answers {ok, status, body}; a failure's body is a problem document. */
export async function call(method, path, body, headers = {}) {
  try {
    const response = await fetch(path, {
      method,
      headers: { ...headers, ...(body === undefined ? {} : { "content-type": "application/json" }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { ok: response.ok, status: response.status, body: text === "" ? {} : JSON.parse(text) };
  } catch {
    return { ok: false, status: 0, body: { detail: "The server did not answer. Try again." } };
  }
}

/** Runs `work` with the form's fields when it is submitted, once at a time; what it returns as `problem` is shown. */
export function onSubmit(form, work) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector("button");
    button.disabled = true;
    say("");
    try {
      const failed = await work(Object.fromEntries(new FormData(form)));
      if (failed) say(failed, "error");
    } finally {
      button.disabled = false;
    }
  });
}

/** Runs `work` when the button is pressed, once at a time. */
export function onPress(button, work) {
  button.addEventListener("click", async () => {
    button.disabled = true;
    try {
      await work();
    } finally {
      button.disabled = false;
    }
  });
}

export const explain = ({ body }) => body.errors?.[0]?.detail ?? body.detail ?? "That did not work.";
