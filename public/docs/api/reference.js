// Shows the OpenAPI document of the version that the address asks for.
const versions = ["v1", "v2"];
const asked = new URLSearchParams(location.search).get("version");
const version = versions.find((each) => each === asked) ?? "v1";
const path = `/api/${version}/openapi.json`;

/** @typedef {{ description?: string, example?: string | number | boolean | null }} Parameter */

/**
 * Swagger UI would fill a form with every example there is, and so ask for nothing that exists; here they are text.
 * @param {{ parameters?: Record<string, Parameter> } | undefined} holder
 */
function tellExamples(holder) {
  for (const parameter of Object.values(holder?.parameters ?? {})) {
    if (parameter.example === undefined) continue;
    parameter.description = `${parameter.description ?? ""}\n\nExample: \`${parameter.example}\``;
    delete parameter.example;
  }
}

async function loadSpec() {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`it was answered ${response.status}`);
  const spec = await response.json();
  tellExamples(spec.components);
  for (const operations of Object.values(spec.paths)) for (const each of Object.values(operations)) tellExamples(each);
  // Requests go to where this page came from, whatever name that has.
  return { ...spec, servers: [{ url: `${location.origin}/api/${version}` }] };
}

document.documentElement.classList.toggle("dark-mode", matchMedia("(prefers-color-scheme: dark)").matches);
document.querySelector("#document")?.setAttribute("href", path);
document.querySelector(`#versions a[href='?version=${version}']`)?.setAttribute("aria-current", "page");

const target = document.querySelector("#swagger-ui");
try {
  const spec = await loadSpec();
  target?.replaceChildren();
  // Its own script has put it there.
  const { SwaggerUIBundle } = /** @type {{ SwaggerUIBundle: (options: object) => void }} */ (
    /** @type {unknown} */ (globalThis)
  );
  SwaggerUIBundle({
    spec,
    domNode: target,
    deepLinking: true,
    docExpansion: "list",
    defaultModelsExpandDepth: 0,
    displayRequestDuration: true,
    filter: true,
    validatorUrl: null,
  });
} catch (error) {
  const said = error instanceof Error ? error.message : String(error);
  if (target) target.textContent = `The OpenAPI document could not be loaded: ${said}. Reload the page to try again.`;
}

export {};
