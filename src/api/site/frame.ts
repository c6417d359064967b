import { html, type Html } from "../html";

type Page = {
  status?: number;
  title: string;
  description: string;
  body: Html;
  script?: string;
  /** The place of the site that it belongs to. */
  place?: "marketplace" | "status";
};

const POLICY =
  "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
/** Compilers rewrite a template that has the end tag in it. */
const SCRIPT = "script";
const SCRIPTED = `${POLICY}; script-src 'self'; connect-src 'self'`;

/** A page of the site that the Worker writes: in the frame of the static ones, nothing from elsewhere, whole without its script. */
export function sitePage({ status = 200, title, description, body, script, place = "marketplace" }: Page): Response {
  const present = place === "marketplace" ? html` aria-current="true"` : undefined;
  const document = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <meta name="description" content="${description}" />
        <link rel="icon" href="/assets/mark.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/assets/site.css" />
        <link rel="stylesheet" href="/assets/marketplace.css" />
        ${script && html`<${SCRIPT} type="module" src="${script}"></${SCRIPT}>`}
      </head>
      <body>
        <a class="skip" href="#content">Skip to content</a>
        <header class="site">
          <a class="brand" href="/"><img src="/assets/mark.svg" alt="" width="26" height="26" />RossOS</a>
          <nav aria-label="Site">
            <a href="/marketplace/" ${present}>Marketplace</a> <a href="/docs/">Documentation</a>
            <a href="/docs/api/">API reference</a>
          </nav>
        </header>
        ${body}
        <footer class="foot">
          <p>RossOS Marketplace, for residential builders and those who build for them.</p>
          <a href="/docs/">Documentation</a>
          <a href="/status/">Status</a>
          <a href="/api/v1/openapi.json">OpenAPI</a>
        </footer>
      </body>
    </html> `;
  return new Response(document.text, {
    status,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": script ? SCRIPTED : POLICY,
      "referrer-policy": "strict-origin-when-cross-origin",
      "cross-origin-opener-policy": "same-origin",
      "cache-control": status === 200 ? "public, max-age=60" : "no-store",
    },
  });
}

/** What went wrong, for the person at the browser. */
export const lostPage = (status: number, title: string, text: string): Response =>
  sitePage({
    status,
    title: `${title} · RossOS Marketplace`,
    description: text,
    body: html`<main id="content" class="lost">
      <h1>${title}</h1>
      <p>${text}</p>
      <p><a href="/marketplace/">All integrations</a></p>
    </main>`,
  });
