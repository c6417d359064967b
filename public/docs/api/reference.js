// Shows the OpenAPI document of the version that the address asks for.
import { offline, problemOf, toProblem } from "/assets/ui/problem.js";
import { offerKey } from "/docs/api/sandbox-key.js";

const versions = ["v1", "v2"];
const asked = new URLSearchParams(location.search).get("version");
const version = versions.find((each) => each === asked) ?? "v1";
const path = `/api/${version}/openapi.json`;

/** @typedef {import("/assets/ui/problem.js").Problem} Problem */
/** @typedef {{ description?: string, example?: string | number | boolean | null, schema?: { items?: { format?: string } } }} Parameter */

/**
 * Swagger UI would fill a form with every example there is, and so ask for nothing that exists; here they are text. It
 * looks in vain for a field of its own for each format that the values of a list can have.
 * @param {{ parameters?: Record<string, Parameter> } | undefined} holder
 */
function suit(holder) {
  for (const parameter of Object.values(holder?.parameters ?? {})) {
    delete parameter.schema?.items?.format;
    if (parameter.example === undefined) continue;
    parameter.description = `${parameter.description ?? ""}\n\nExample: \`${parameter.example}\``;
    delete parameter.example;
  }
}

/** @throws {Problem} */
async function loadSpec() {
  const response = await fetch(path).catch(() => {
    throw offline();
  });
  if (!response.ok) throw await problemOf(response);
  const spec = await response.json();
  suit(spec.components);
  for (const operations of Object.values(spec.paths)) for (const each of Object.values(operations)) suit(each);
  // Requests go to where this page came from, whatever name that has.
  return { ...spec, servers: [{ url: `${location.origin}/api/${version}` }] };
}

const dark = matchMedia("(prefers-color-scheme: dark)");
const followColours = () => document.documentElement.classList.toggle("dark-mode", dark.matches);
followColours();
dark.addEventListener("change", followColours);

document.querySelector("#document")?.setAttribute("href", path);
document.querySelector(`#versions a[href='?version=${version}']`)?.setAttribute("aria-current", "page");

const target = document.querySelector("#swagger-ui");

/** The part of Swagger UI that is used here. @typedef {{ preauthorizeApiKey: (scheme: string, key: string) => void, authActions: { logout: (schemes: string[]) => void } }} Reference */
/** @typedef {{ type: unknown, props: object }} ReactElement */
/** What is used of React, which Swagger UI brings along. @typedef {{ createElement: (...args: unknown[]) => ReactElement, isValidElement: (node: unknown) => node is ReactElement }} React */
/** @type {Reference | undefined} */
let reference;

/** What the OpenAPI document calls a key. */
const KEY = "apiKey";

/** Gives names to what the vendor leaves without one, and the keyboard to what can be scrolled, as operations are opened. */
function name() {
  if (!target) return;
  for (const list of target.querySelectorAll("select:not([aria-label])")) {
    const parameter = list.closest("tr[data-param-name]")?.getAttribute("data-param-name");
    list.setAttribute("aria-label", list.id === "servers" ? "Server" : (parameter ?? "Example"));
  }
  for (const body of target.querySelectorAll("textarea.body-param__text:not([aria-label])"))
    body.setAttribute("aria-label", "Request body");
  for (const table of target.querySelectorAll("table[role=region]:not([aria-label])"))
    table.setAttribute("aria-label", `Responses of ${table.closest(".opblock")?.id.replace(/^operations-/u, "")}`);
  for (const text of target.querySelectorAll("pre.microlight:not([tabindex])")) text.setAttribute("tabindex", "0");
}

let isComplete = false;

/** Once it is drawn: fills in a key. */
function complete() {
  name();
  if (isComplete || !document.querySelector("#operations")) return;
  isComplete = true;
  offerKey(
    (key) => reference?.preauthorizeApiKey(KEY, key),
    () => reference?.authActions.logout([KEY]),
  );
  target?.setAttribute("aria-busy", "false");
}
const drawn = new MutationObserver(complete);

/** @param {object} spec */
function draw(spec) {
  target?.replaceChildren();
  if (target) drawn.observe(target, { childList: true, subtree: true });
  // Its own script has put it there.
  const { SwaggerUIBundle } = /** @type {{ SwaggerUIBundle: (options: object) => Reference }} */ (
    /** @type {unknown} */ (globalThis)
  );
  reference = SwaggerUIBundle({
    spec,
    domNode: target,
    deepLinking: true,
    // With more than 150 lines the vendor keeps those out of the page that are not in view, and then loses some of them.
    docExpansion: "none",
    defaultModelsExpandDepth: 0,
    displayRequestDuration: true,
    filter: true,
    validatorUrl: null,
    plugins: [suited],
  });
}

/**
 * What the vendor draws otherwise here: the page has a main landmark of its own, and a link inside of a button is one thing
 * too many to press. The address still follows the operation that is open.
 * @param {{ React: React }} system
 */
const suited = ({ React }) => {
  /** @param {unknown} node */
  const withoutMain = (node) =>
    React.isValidElement(node) && node.type === "main" ? React.createElement("div", node.props) : node;
  return {
    components: { DeepLink: (/** @type {{ text: string }} */ { text }) => React.createElement("span", null, text) },
    wrapComponents: {
      // What holds the vendor's main.
      VersionPragmaFilter:
        (/** @type {unknown} */ Original) =>
        (/** @type {{ children?: unknown }} */ { children, ...props }) =>
          React.createElement(Original, props, ...[children].flat().map(withoutMain)),
    },
  };
};

/** Says something where the reference will be. @param {"status" | "alert"} role @param {...(Node | string)} said */
function tell(role, ...said) {
  const place = document.createElement("div");
  place.className = "reference-head";
  place.setAttribute("role", role);
  place.append(...said);
  target?.replaceChildren(place);
}

/** @param {string} name @param {string} text */
function element(name, text) {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

/** @param {Problem} problem */
function refused({ title, message, status, requestId }) {
  const again = element("button", "Try again");
  again.addEventListener("click", () => void show());
  if (status === 0) addEventListener("online", () => again.isConnected && again.click(), { once: true });
  const asked = status >= 500 && requestId ? [element("p", `Request ${requestId}`)] : [];
  target?.setAttribute("aria-busy", "false");
  tell("alert", element("h2", title), element("p", message), ...asked, again);
}

async function show() {
  target?.setAttribute("aria-busy", "true");
  tell("status", element("p", "Loading the OpenAPI document"));
  try {
    draw(await loadSpec());
  } catch (error) {
    refused(toProblem(error));
  }
}

await show();
