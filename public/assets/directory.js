// Finds as one types: the page that the form would lead to is fetched, and what differs takes its place. Without this
// script the form is sent as usual.

/** What a page of the directory has that a search changes. */
const PARTS = ["#filters", "#results"];
const PAUSE_MS = 150;

const form = document.querySelector("form.search");
const field = form?.querySelector("input[type='search']");
const heading = document.querySelector("h1");

if (form instanceof HTMLFormElement && field instanceof HTMLInputElement) {
  let pause = 0;
  /** @type {AbortController | undefined} */
  let search;

  const address = () => {
    const asked = new URLSearchParams();
    for (const [name, value] of new FormData(form))
      if (typeof value === "string" && value.trim() !== "") asked.set(name, value.trim());
    const text = asked.toString();
    return text === "" ? "/marketplace/" : `/marketplace/?${text}`;
  };

  const find = async () => {
    search?.abort();
    search = new AbortController();
    const url = address();
    try {
      const response = await fetch(url, { signal: search.signal });
      if (!response.ok) return;
      const found = new DOMParser().parseFromString(await response.text(), "text/html");
      for (const part of PARTS) {
        const [now, next] = [document.querySelector(part), found.querySelector(part)];
        if (now && next) now.replaceWith(next);
      }
      const title = found.querySelector("h1");
      if (heading && title) heading.textContent = title.textContent;
      document.title = found.title;
      history.replaceState(null, "", url);
    } catch {
      // Another search has begun, or there is no connection: Enter sends the form, and the browser says what is wrong.
    }
  };

  field.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(() => void find(), PAUSE_MS);
  });
}
