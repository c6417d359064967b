// Copies Swagger UI from its package into public/, so that the documentation loads nothing from elsewhere.
import { copyFileSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const from = dirname(fileURLToPath(import.meta.resolve("swagger-ui-dist/package.json")));
const to = join(import.meta.dirname, "../public/docs/api/vendor");
mkdirSync(to, { recursive: true });
for (const name of ["swagger-ui.css", "swagger-ui-bundle.js", "LICENSE"])
  copyFileSync(join(from, name), join(to, name));
