import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** Its frame, head to foot, is that of every page of the documentation. */
const MODEL = "public/docs/index.html";

export const escapeHtml = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

type Page = { path: string; title: string; description: string; content: string };

/**
 * A page of the documentation that is made of what the code says.
 * @param page.path such as `/docs/problems/`
 * @param page.content HTML of what stands in `<main>`
 */
export function docsPage({ path, title, description, content }: Page): string {
  const html = readFileSync(MODEL, "utf8")
    .replaceAll(' aria-current="page"', "")
    .replaceAll(`<a href="${path}"`, `<a href="${path}" aria-current="page"`)
    .replace(/<title>[^<]*/u, `<title>${title} · RossOS Developers`)
    .replace(/(<meta name="description" content=")[^"]*/u, `$1${description}`)
    .replace(/<main[\s\S]*<\/main>/u, () => `<main id="content" class="page">${content}</main>`);
  return execFileSync("oxfmt", ["--stdin-filepath", "index.html"], { input: html, encoding: "utf8" });
}
