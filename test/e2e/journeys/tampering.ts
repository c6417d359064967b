import { expect, test } from "vitest";
import type { World } from "../support/world";

/** Files of a page, and what is there only when they are as the page expects. */
const PARTS = [
  { path: "/console/events/", file: "/console/events/events.js", kind: "the page's own script" },
  { path: "/console/events/", file: "/assets/ui/format.js", kind: "a module that another imports" },
  { path: "/console/events/", file: "/assets/vendor/lit-html/lit-html.js", kind: "a vendored module" },
] as const;

export function tampering(get: () => World): void {
  test.for(PARTS)("runs nothing of a page when $kind is another", async ({ path, file }) => {
    const world = get();
    const { page } = await world.visitAs("owner");
    await page.goto(world.demo.base_url + path);
    await page.getByRole("row").nth(1).waitFor();
    const complaints: string[] = [];
    page.on("console", (message) => complaints.push(message.text()));
    await page.route(`**${file}`, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: `${await response.text()}\n` });
    });
    await page.reload({ waitUntil: "networkidle" });
    expect(complaints.some((text) => text.includes("integrity") && text.includes(file))).toBe(true);
    expect(await page.getByRole("row").count()).toBe(0);
    expect(await page.locator("#side").innerText()).toBe("");
  });

  test("does not run a script that the page has no digest of, nor apply a style that is another", async () => {
    const world = get();
    const { page } = await world.visit();
    const background = () =>
      page.evaluate<string>("getComputedStyle(document.querySelector('.button.main')).backgroundColor");
    await page.goto(`${world.demo.base_url}/marketplace/`);
    const styled = await background();
    await page.route("**/assets/site.css", async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: `${await response.text()}\n` });
    });
    await page.reload();
    expect(await background()).not.toBe(styled);

    const ran = await page.evaluate<string>(`new Promise((done) => {
        const script = document.createElement("script");
        script.src = "/assets/directory.js";
        script.onload = () => done("ran");
        script.onerror = () => done("refused");
        document.head.append(script);
      })`);
    expect(ran).toBe("refused");
  });
}
