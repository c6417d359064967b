/**
 * `npm run integrity`: writes what a browser is to expect of each script and stylesheet into the pages that name them, and
 * into each page every module that its script comes to import. `--check` only says which pages are not current.
 */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { build } from "esbuild";

const SITE = join(import.meta.dirname, "../public");
/** What the pages name that the Worker writes. */
const STYLES = ["/assets/site.css", "/assets/marketplace.css", "/account/account.css"];
const SCRIPTS = ["/assets/directory.js", "/assets/helpful.js"];
const SERVED_FILE = "src/api/site/integrity.ts";

const TAG = /<(?:link|script)\b[^>]*>/gu;
const ADDRESS = /\b(?:href|src)="([^"]+)"/u;
const PRELOAD = /\s*<link\s+rel="modulepreload"[^>]*>/gu;
const MODULE = /[ \t]*<script\s+[^>]*type="module"[^>]*>/gu;
const LOADED = /<script\b|rel="stylesheet"/u;

const check = process.argv.includes("--check");
execFileSync(process.execPath, [join(import.meta.dirname, "vendor.mjs")]);

const digests = new Map<string, string>();
/** @param path as the site has it, such as `/assets/site.css` */
function digestOf(path: string): string {
  const known =
    digests.get(path) ??
    createHash("sha256")
      .update(readFileSync(join(SITE, path)))
      .digest("base64");
  digests.set(path, known);
  return `sha256-${known}`;
}

/** A page, where it lies, and the addresses of the scripts that are modules. */
const pages = readdirSync(SITE, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".html"))
  .map((name) => ({
    file: join(SITE, name),
    folder: `/${dirname(name)}/`,
    html: readFileSync(join(SITE, name), "utf8"),
  }));

const resolved = (address: string, folder: string): string =>
  address.startsWith("/") ? address : join(folder, address);

const scriptsOf = ({ html, folder }: (typeof pages)[number]): string[] =>
  [...html.matchAll(MODULE)].flatMap(([tag]) => {
    const address = ADDRESS.exec(tag)?.[1];
    return address === undefined ? [] : [resolved(address, folder)];
  });

/** By module: what it imports. @throws Error when one imports what is not there, or only while it runs */
async function importsOf(modules: readonly string[]): Promise<Map<string, string[]>> {
  const { metafile } = await build({
    absWorkingDir: SITE,
    entryPoints: modules.map((path) => join(SITE, path)),
    outdir: "nowhere",
    bundle: true,
    write: false,
    format: "esm",
    metafile: true,
    logLevel: "error",
    plugins: [
      {
        name: "site",
        setup: (bundle) =>
          bundle.onResolve({ filter: /^\/assets\// }, ({ path }) =>
            existsSync(join(SITE, path)) ? { path: join(SITE, path) } : undefined,
          ),
      },
    ],
  });
  return new Map(
    Object.entries(metafile.inputs).map(([path, { imports }]) => {
      const late = imports.find(({ kind }) => kind !== "import-statement");
      if (late)
        throw new Error(`${path} imports ${late.path} by ${late.kind}; a browser could not know what to expect.`);
      return [`/${path}`, imports.map((each) => `/${each.path}`)];
    }),
  );
}

function reachedFrom(scripts: readonly string[], imports: Map<string, string[]>): string[] {
  const reached = new Set<string>();
  const visit = (path: string) => {
    for (const next of imports.get(path) ?? [])
      if (!reached.has(next)) {
        reached.add(next);
        visit(next);
      }
  };
  for (const script of scripts) visit(script);
  return [...reached].toSorted();
}

/** @throws Error for a script that is neither a module nor fetched with CORS: the policy counts no digest of such a one */
const sealed = (tag: string, folder: string): string => {
  const address = ADDRESS.exec(tag)?.[1];
  if (address === undefined || !LOADED.test(tag)) return tag;
  if (/^<script(?![^]*(?:type="module"|\scrossorigin))/u.test(tag)) throw new Error(`${tag} needs crossorigin.`);
  const integrity = digestOf(resolved(address, folder));
  return tag.replace(/\s+integrity="[^"]*"/u, "").replace(ADDRESS, `$& integrity="${integrity}"`);
};

const preload = (path: string): string =>
  `    <link rel="modulepreload" href="${path}" integrity="${digestOf(path)}" />\n`;

/** As the formatter would not tell one from the other. */
const plain = (text: string): string => text.replaceAll(/\s+/gu, " ").replaceAll(" >", ">");

const imports = await importsOf([...new Set([...pages.flatMap(scriptsOf), ...SCRIPTS])]);
const changed: string[] = [];

function emit(file: string, before: string, after: string): void {
  if (plain(before) === plain(after)) return;
  changed.push(file);
  if (!check) writeFileSync(file, after);
}

for (const page of pages) {
  const modules = reachedFrom(scriptsOf(page), imports);
  let isFirst = true;
  const html = page.html
    .replaceAll(PRELOAD, "")
    .replaceAll(TAG, (tag) => sealed(tag, page.folder))
    .replaceAll(MODULE, (tag) => {
      const before = isFirst ? modules.map(preload).join("") : "";
      isFirst = false;
      return before + tag;
    });
  emit(page.file, page.html, html);
}

const imported = new Map(SCRIPTS.map((script) => [script, reachedFrom([script], imports)]));
const named = [...new Set([...STYLES, ...SCRIPTS, ...[...imported.values()].flat()])];
const quoted = (paths: readonly string[]): string => paths.map((path) => `"${path}"`).join(", ");
const served = `// Generated by \`npm run integrity\`: what a browser is to expect of the files that the Worker's pages name.
export const INTEGRITY = {
${named.map((path) => `  "${path}": "${digestOf(path)}",\n`).join("")}} as const;

/** What each script comes to import. */
export const IMPORTED = {
${[...imported].map(([script, paths]) => `  "${script}": [${quoted(paths)}],\n`).join("")}} as const;
`;
emit(SERVED_FILE, existsSync(SERVED_FILE) ? readFileSync(SERVED_FILE, "utf8") : "", served);

if (changed.length > 0 && check) {
  const names = changed.map((file) => relative(process.cwd(), file)).join("\n");
  process.stderr.write(`Browsers would refuse what these name; run \`npm run integrity\`:\n${names}\n`);
  process.exitCode = 1;
} else if (changed.length > 0) execFileSync("oxfmt", changed);
