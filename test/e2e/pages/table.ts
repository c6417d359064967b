/** That no page is left out of the table. */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ADMIN, CONSOLE, DEVELOPER } from "./listed";
import { FORMS, REFERENCE, STATIC, WRITTEN } from "./open";

const root = join(import.meta.dirname, "../../..");
/** What a file has that writes a page. */
const WRITES = /\b(?:sitePage|lostPage|errorPage)\(|\bpage\(\{|"content-type": "text\/html/u;
/** Files that hold parts of pages, or answer with those of others. */
const PARTS = new Set(["api/site/index.ts", "api/oauth/authorize.ts"]);

export function table(): void {
  test("every page of the site is in the table", () => {
    const there = globSync("**/*.html", { cwd: join(root, "public") }).map(
      (file) => `/${file.replace(/(^|\/)index\.html$/u, "$1")}`,
    );
    const listed = [...CONSOLE, ...DEVELOPER, ...ADMIN, ...FORMS, ...STATIC, REFERENCE].map(
      ({ path }) => new URL(path, "http://site").pathname,
    );
    expect(there.length).toBeGreaterThan(0);
    expect([...new Set(listed)].toSorted()).toEqual(there.toSorted());
  });

  test("every page that the Worker writes is in the table", () => {
    const src = join(root, "src");
    const there = globSync("**/*.ts", { cwd: src }).filter((file) =>
      WRITES.test(readFileSync(join(src, file), "utf8")),
    );
    expect(Object.keys(WRITTEN).toSorted()).toEqual(there.filter((file) => !PARTS.has(file)).toSorted());
  });
}
