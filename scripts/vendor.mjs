// Copies what the site takes from packages into public/, so that it loads nothing from elsewhere.
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const site = join(import.meta.dirname, "../public");
const folderOf = (url) => dirname(fileURLToPath(url));

/** Every signed-in page runs these: what is copied is what was read. A new version needs new digests (SHA-256). */
const LIT = {
  "lit-html.js": "b878e7f95dec8a9b6e9b217faca6b6a11bad82ebc44c0caa77419ed83edd81f2",
  "directive.js": "3344c4f41c69cd0701d3937e8f9ef90bd845614bf6456d0b8314b7c51d415b9d",
  "directive-helpers.js": "f7fb1154b8f72ed2cc08b05eaeed71c99270e9ad2d48620ed24688a1af4c2b62",
  "directives/live.js": "b305f9066319d838db797abd5a4d871537277e25f35332702bfce4452c020ecf",
  "directives/repeat.js": "083140026ecd8665fedd15b17769f9d516252a9f1502f1e91e6967686ee82626",
  LICENSE: "2b66f9390afde29edfe4314daff93f01fb182e1178053e228120178987e5db75",
};

function copy(from, to, names) {
  for (const name of names) {
    mkdirSync(dirname(join(to, name)), { recursive: true });
    copyFileSync(join(from, name), join(to, name));
  }
}

const swagger = folderOf(import.meta.resolve("swagger-ui-dist/package.json"));
copy(swagger, join(site, "docs/api/vendor"), ["swagger-ui.css", "swagger-ui-bundle.js", "LICENSE"]);

// Its main module lies in a folder for Node; the files for browsers lie above it.
const lit = dirname(folderOf(import.meta.resolve("lit-html")));
for (const [name, digest] of Object.entries(LIT)) {
  const found = createHash("sha256")
    .update(readFileSync(join(lit, name)))
    .digest("hex");
  if (found !== digest) throw new Error(`lit-html/${name} is not the file that was reviewed: its SHA-256 is ${found}`);
}
copy(lit, join(site, "assets/vendor/lit-html"), Object.keys(LIT));
