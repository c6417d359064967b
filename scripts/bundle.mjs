// Bundles the Worker, or another entry that has all of it, into a folder, dist/ unless another is named: what it imports
// lazily becomes a module of its own, which a start does not evaluate. A third argument is a file with another registry of
// connectors.
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { build } from "esbuild";

const root = join(import.meta.dirname, "..");
const [folder = "dist", entry = "src/worker.ts", registry] = process.argv.slice(2);
const outdir = resolve(root, folder);

/**
 * Parts of libraries that nothing here calls and that are loaded all the same, with what stands for them: zod's messages
 * in fifty languages, an eighth of the whole, of which the API speaks one; better-auth's ways to sign in with three
 * dozen services, where ours is the platform's issuer; and its reports of use to its makers, which are off.
 */
const unused = [
  [/\/zod\/v4\/locales\/index\.js$/, 'export { default as en } from "./en.js";'],
  [
    /\/@better-auth\/core\/dist\/social-providers\/index\.mjs$/,
    `import { string } from "zod";
     export const socialProviders = {};
     export const SocialProviderListEnum = string();`,
  ],
  [
    /\/@better-auth\/telemetry\/dist\/index\.mjs$/,
    `export const createTelemetry = async () => ({ publish: async () => undefined });
     export const getTelemetryAuthConfig = async () => ({});`,
  ],
];

const withoutUnused = {
  name: "without-unused",
  setup(bundle) {
    for (const [filter, contents] of unused) bundle.onLoad({ filter }, () => ({ contents }));
  },
};

/**
 * Of recordings only what sandboxes are answered from: the answers to operations that went well. The rest is the tests'.
 * @see src/modules/installs/replay.ts
 */
const answersOnly = {
  name: "answers-only",
  setup(bundle) {
    bundle.onLoad({ filter: /\/recordings\/[^/]+\.json$/ }, ({ path }) => {
      const { exchanges, expected } = JSON.parse(readFileSync(path, "utf8"));
      const answers = exchanges
        .filter(({ status }) => expected.failure === undefined && status !== null)
        .map(({ sent: _sent, carries: _carries, ...answer }) => answer);
      return { contents: JSON.stringify({ exchanges: answers, expected: {} }), loader: "json" };
    });
  },
};

const otherRegistry = {
  name: "other-registry",
  setup(bundle) {
    if (registry === undefined) return;
    bundle.onLoad({ filter: /\/src\/connectors\/index\.ts$/ }, () => ({
      contents: readFileSync(registry, "utf8"),
      loader: "ts",
      resolveDir: join(root, "src/connectors"),
    }));
  },
};

const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: [{ in: entry, out: "worker" }],
  outdir,
  chunkNames: "chunks/[name]-[hash]",
  bundle: true,
  splitting: true,
  format: "esm",
  target: "es2024",
  platform: "browser",
  conditions: ["workerd", "worker", "browser"],
  mainFields: ["browser", "module", "main"],
  external: ["cloudflare:*", "node:*"],
  define: { "process.env.NODE_ENV": '"production"' },
  // What is not there need not be parsed at a cold start; names of functions cost a call each time one is made.
  minify: true,
  keepNames: false,
  sourcemap: "linked",
  metafile: true,
  plugins: [withoutUnused, answersOnly, otherRegistry],
  logLevel: "warning",
});

const made = new Set(Object.keys(metafile.outputs).map((path) => resolve(root, path)));
for (const name of readdirSync(outdir, { recursive: true, withFileTypes: true })) {
  const path = join(name.parentPath, name.name);
  if (name.isFile() && !made.has(path)) rmSync(path);
}
