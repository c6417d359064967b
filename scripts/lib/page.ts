import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** The frame of a generated page, head to foot, is that of this one. */
const MODEL = "public/docs/index.html";

export const escapeHtml = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/** A page of the documentation. @param page.content what `<main>` holds, as HTML */
export function documentationPage(page: { path: string; title: string; description: string; content: string }): string {
  const html = readFileSync(MODEL, "utf8")
    .replaceAll(' aria-current="page"', "")
    .replaceAll(`<a href="${page.path}"`, `<a href="${page.path}" aria-current="page"`)
    .replace(/<title>[^<]*/u, `<title>${page.title} · RossOS Developers`)
    .replace(/(<meta\s+name="description"\s+content=")[^"]*/u, `$1${page.description}`)
    .replace(
      /<main[\s\S]*<\/main>/u,
      () => `<main id="content" class="page"><h1>${page.title}</h1>\n${page.content}</main>`,
    );
  return execFileSync("oxfmt", ["--stdin-filepath", "index.html"], { input: html, encoding: "utf8" });
}
