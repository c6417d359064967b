import { base64 } from "#lib/digest";
import { Html, html } from "../html";

/** The colours are those of public/assets/site.css, which this page must not load. */
const STYLE = `
:root{color-scheme:light dark;--ink:#17212b;--soft:#4d5b69;--line:#d5dee6;--field:#7b8a98;--paper:#fff;--raised:#f4f7f9;--accent:#075985;--on-accent:#fff;--warn:#92400e}
@media (prefers-color-scheme:dark){:root{--ink:#e6edf3;--soft:#a4b3c1;--line:#2d3b48;--field:#667686;--paper:#0f161d;--raised:#18222c;--accent:#7cc4f5;--on-accent:#0b1117;--warn:#f2c078}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;padding:2.5rem 1rem;background:var(--raised);color:var(--ink);font:1rem/1.6 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
.brand,main{max-width:32rem;margin:0 auto}
.brand{margin-bottom:1rem;font-weight:650}
main{padding:1.75rem;background:var(--paper);border:1px solid var(--line);border-radius:8px}
h1{margin:0 0 .35rem;font-size:1.4rem;line-height:1.25;overflow-wrap:anywhere}
h2{margin:1.5rem 0 .5rem;font-size:1rem}
p{margin:.5rem 0;overflow-wrap:anywhere}
.soft,small{color:var(--soft);font-size:.9rem}
ul{margin:.5rem 0;padding-left:1.25rem}
li{margin:.35rem 0}
fieldset{margin:1.5rem 0 0;padding:.5rem 1rem .75rem;border:1px solid var(--line);border-radius:6px}
legend{padding:0 .35rem;font-weight:600}
label{display:flex;gap:.6rem;align-items:baseline;padding:.3rem 0}
code{color:var(--soft);font:.85rem/1.4 ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace}
.warning{margin:1rem 0;padding:.6rem .8rem;border-left:4px solid var(--warn);background:var(--raised)}
.decide{display:flex;flex-flow:row-reverse wrap;gap:.75rem;margin-top:1.5rem}
button{flex:1 1 9rem;padding:.65rem 1.15rem;border:1px solid var(--accent);border-radius:6px;background:none;color:var(--accent);font:inherit;font-weight:600;cursor:pointer}
button.yes{background:var(--accent);color:var(--on-accent)}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
`;

/** In one piece: the hash in the policy is that of every character between the tags. */
const STYLESHEET = new Html(`<style>${STYLE}</style>`);

let styleHash: Promise<string> | undefined;

async function hashStyle(): Promise<string> {
  const bytes = new TextEncoder().encode(STYLE);
  return base64(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));
}

type Page = { status: number; title: string; body: Html; requestId: string; formTargets?: string };

/**
 * A page of the provider's own, for people: no script, nothing from elsewhere, not to be framed or stored.
 * @param page.formTargets CSP sources beside our own that a form's answer may lead to
 */
export async function page({ status, title, body, requestId, formTargets }: Page): Promise<Response> {
  styleHash ??= hashStyle();
  const document = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        ${STYLESHEET}
      </head>
      <body>
        <header class="brand">RossOS Marketplace</header>
        <main>${body}</main>
      </body>
    </html> `;
  const policy = [
    "default-src 'none'",
    `style-src 'sha256-${await styleHash}'`,
    `form-action 'self'${formTargets === undefined ? "" : ` ${formTargets}`}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ];
  return new Response(document.text, {
    status,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": policy.join("; "),
      "x-frame-options": "DENY",
      "x-content-type-options": "nosniff",
      // The form's Origin must arrive; what is redirected to learns nothing of this page's address.
      "referrer-policy": "same-origin",
      "cross-origin-opener-policy": "same-origin",
      "strict-transport-security": "max-age=31536000; includeSubDomains",
      "cache-control": "no-store",
      "x-request-id": requestId,
    },
  });
}

/** What went wrong, for the person at the browser. */
export const errorPage = (status: number, title: string, text: string, requestId: string): Promise<Response> =>
  page({
    status,
    title,
    body: html`<h1>${title}</h1>
      <p>${text}</p>`,
    requestId,
  });
