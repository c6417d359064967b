import { afterEach, expect, test, vi } from "vitest";

// A script of the site, which has types of its own.
const script = "../../public/account/forms.js";
const { returnTo } = (await import(script)) as { returnTo: () => string };

afterEach(() => vi.unstubAllGlobals());

function from(wanted: string): string {
  vi.stubGlobal("location", { origin: "https://rossos.test", search: `?return_to=${encodeURIComponent(wanted)}` });
  return returnTo();
}

test("who has signed in goes on where they came from", () => {
  expect(from("/docs/api/?version=v1#x")).toBe("/docs/api/?version=v1#x");
});

test.each([
  "https://evil.example/",
  "//evil.example/",
  "/\\evil.example/",
  "/.//evil.example/",
  "/a/..//evil.example/",
])("nobody is led to another site: %s", (wanted) => expect(from(wanted)).toBe("/console/"));
