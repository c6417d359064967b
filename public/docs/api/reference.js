// Shows the OpenAPI document of the version that the address asks for.
const versions = ["v1", "v2"];
const asked = new URLSearchParams(location.search).get("version");
const version = versions.includes(asked) ? asked : versions[0];
const path = `/api/${version}/openapi.json`;

/** Swagger UI would fill a form with every example there is, and so ask for nothing that exists; here they are text. */
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
document.getElementById("document").href = path;
for (const link of document.querySelectorAll("#versions a[href^='?']"))
  if (link.search === `?version=${version}`) link.setAttribute("aria-current", "page");

const target = document.getElementById("swagger-ui");
try {
  const spec = await loadSpec();
  target.replaceChildren();
  globalThis.SwaggerUIBundle({
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
  target.textContent = `The OpenAPI document could not be loaded: ${error.message}. Reload the page to try again.`;
}
