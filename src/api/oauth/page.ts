import { base64 } from "#lib/digest";
import { Html, html } from "../html";

const STYLE = `
:root{color-scheme:light dark;--ink:#17202a;--soft:#566170;--line:#d5dbe1;--paper:#fff;--back:#f2f4f6;--accent:#14532d;--on-accent:#fff;--warn:#7a4b00;--warn-back:#fff4dc}
@media (prefers-color-scheme:dark){:root{--ink:#e8ecf0;--soft:#a4aebb;--line:#38424e;--paper:#1a2129;--back:#10151a;--accent:#4ade80;--on-accent:#06210f;--warn:#ffd48a;--warn-back:#33270f}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:grid;place-items:start center;padding:2rem 1rem;background:var(--back);color:var(--ink);font:1rem/1.5 system-ui,sans-serif}
main{width:100%;max-width:32rem;padding:1.75rem;background:var(--paper);border:1px solid var(--line);border-radius:.75rem}
h1{margin:0 0 .25rem;font-size:1.35rem;line-height:1.3;overflow-wrap:anywhere}
h2{margin:1.5rem 0 .5rem;font-size:1rem}
p{margin:.5rem 0;overflow-wrap:anywhere}
.soft,small{color:var(--soft);font-size:.9rem}
ul{margin:.5rem 0;padding-left:1.25rem}
li{margin:.35rem 0}
fieldset{margin:1.5rem 0 0;padding:.5rem 1rem .75rem;border:1px solid var(--line);border-radius:.5rem}
legend{padding:0 .35rem;font-weight:600}
label{display:flex;gap:.6rem;align-items:baseline;padding:.3rem 0}
code{font:.85rem/1.4 ui-monospace,monospace;color:var(--soft)}
.warning{margin:1rem 0;padding:.75rem 1rem;background:var(--warn-back);color:var(--warn);border-radius:.5rem}
.decide{display:flex;flex-flow:row-reverse wrap;gap:.75rem;margin-top:1.5rem}
button{flex:1 1 9rem;padding:.7rem 1rem;border:1px solid var(--line);border-radius:.5rem;background:transparent;color:inherit;font:inherit;font-weight:600;cursor:pointer}
button.yes{background:var(--accent);border-color:var(--accent);color:var(--on-accent)}
button:focus-visible,input:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
`;

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
        <style>
          ${new Html(STYLE)}
        </style>
      </head>
      <body>
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
