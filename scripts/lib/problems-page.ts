import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { PROBLEMS } from "../../src/api/problem";

/** Its frame, head to foot, is that of this page. */
const MODEL = "public/docs/index.html";

const escape = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
const marked = (text: string): string => escape(text).replaceAll(/`([^`]+)`/gu, "<code>$1</code>");

const section = ([code, [status, title, meaning, advice]]: [string, (typeof PROBLEMS)[keyof typeof PROBLEMS]]) =>
  `<section class="problem" id="${code}"><h2><span class="status">${status}</span> ${escape(title)} <code>${code}</code></h2>
<p>${marked(meaning)}</p><p><strong>What to do.</strong> ${marked(advice)}</p></section>`;

const content = (): string => `<main id="content" class="page"><h1>Problems</h1>
<p class="lead">Every <code>code</code> that a problem document can have. Its <code>type</code> leads here.</p>
<p>How to read a problem, and which to repeat: <a href="/docs/guides/errors/">Errors</a>.</p>
${Object.entries(PROBLEMS).map(section).join("\n")}</main>`;

/** `public/docs/problems/index.html`: a section for each kind of problem, with its code as the anchor. */
export function problemsPage(): string {
  const html = readFileSync(MODEL, "utf8")
    .replaceAll(' aria-current="page"', "")
    .replaceAll('<a href="/docs/problems/"', '<a href="/docs/problems/" aria-current="page"')
    .replace(/<title>[^<]*/u, "<title>Problems · RossOS Developers")
    .replace(/(<meta name="description" content=")[^"]*/u, "$1Every kind of refusal, what it means, and what to do.")
    .replace(/<main[\s\S]*<\/main>/u, () => content());
  return execFileSync("oxfmt", ["--stdin-filepath", "index.html"], { input: html, encoding: "utf8" });
}
