import { html, type Html } from "../html";
import { IMPORTED, INTEGRITY } from "./integrity";

type SiteFile = keyof typeof INTEGRITY;
type Page = {
  status?: number;
  title: string;
  description: string;
  body: Html;
  script?: keyof typeof IMPORTED;
  /** The part of the site that it belongs to. */
  place?: "marketplace" | "documentation" | "status";
};

/** Of a page without a script. */
export const POLICY =
  "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
/** Compilers rewrite a template that has the end tag in it. */
const SCRIPT = "script";
const SCRIPTED = `${POLICY}; script-src 'self'; connect-src 'self'`;

export const stylesheet = (file: SiteFile): Html =>
  html`<link rel="stylesheet" href="${file}" integrity="${INTEGRITY[file]}" />`;
const preload = (file: SiteFile): Html =>
  html`<link rel="modulepreload" href="${file}" integrity="${INTEGRITY[file]}" />`;
const module = (file: SiteFile): Html =>
  html`<${SCRIPT} type="module" src="${file}" integrity="${INTEGRITY[file]}"></${SCRIPT}>`;

/** A page of the site that the Worker writes: in the frame of the static ones, nothing from elsewhere, whole without its script. */
export function sitePage({ status = 200, title, description, body, script, place = "marketplace" }: Page): Response {
  const here = (part: Page["place"]) => (part === place ? html` aria-current="true"` : undefined);
  const document = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <meta name="description" content="${description}" />
        <link rel="icon" href="/assets/mark.svg" type="image/svg+xml" />
        ${stylesheet("/assets/site.css")} ${stylesheet("/assets/marketplace.css")}
        ${script && [...IMPORTED[script].map(preload), module(script)]}
      </head>
      <body>
        <a class="skip" href="#content">Skip to content</a>
        <header class="site">
          <a class="brand" href="/"><img src="/assets/mark.svg" alt="" width="26" height="26" />RossOS</a>
          <nav aria-label="Site">
            <a href="/marketplace/" ${here("marketplace")}>Marketplace</a>
            <a href="/docs/" ${here("documentation")}>Documentation</a>
            <a href="/docs/api/">API reference</a>
            <a href="/console/">Console</a>
          </nav>
        </header>
        ${body}
        <footer class="foot">
          <p>RossOS Marketplace, for residential builders and those who build for them.</p>
          <a href="/docs/">Documentation</a>
          <a href="/docs/problems/">Problems</a>
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
      "integrity-policy": "blocked-destinations=(script)",
      "referrer-policy": "strict-origin-when-cross-origin",
      "cross-origin-opener-policy": "same-origin",
      // A page that outlived a release would expect files that are no longer served.
      "cache-control": status === 200 ? "public, max-age=0, must-revalidate" : "no-store",
    },
  });
}

/** Where a page that has nothing to show leads. */
export type Way = { href: string; label: string };

const ALL: Way = { href: "/marketplace/", label: "All integrations" };

/** What went wrong, for the person at the browser. */
export const lostPage = (status: number, title: string, text: string, way = ALL): Response =>
  sitePage({
    status,
    title: `${title} · RossOS Marketplace`,
    description: text,
    body: html`<main id="content" class="lost">
      <h1>${title}</h1>
      <p>${text}</p>
      <p><a href="${way.href}">${way.label}</a></p>
    </main>`,
  });
