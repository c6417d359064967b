import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const sources = readdirSync("src", { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts"))
  .map((name) => [name, readFileSync(join("src", name), "utf8")] as const);

test("the sign-in library is imported by one file, which is itself only imported when it is needed", () => {
  const importing = (pattern: RegExp) => sources.filter(([, text]) => pattern.test(text)).map(([name]) => name);
  expect(importing(/^import (?!type\b).*from "better-auth/mu)).toEqual([join("modules", "accounts", "auth.ts")]);
  expect(importing(/^(?:import|export) .*from "(?:\.\.?\/)+(?:accounts\/)?auth";/mu)).toEqual([join("api", "app.ts")]);
  expect(importing(/await import\("\.\/auth"\)/u)).toEqual([join("modules", "accounts", "handle-auth.ts")]);
});
