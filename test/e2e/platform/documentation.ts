import { expect, test } from "vitest";
import type { World } from "../consoles/world";

const PAGE = "/docs/guides/lists/";

export function documentation(get: () => World): void {
  test("says whether a page helped, and why not; an admin reads it", async () => {
    const world = get();
    const reader = await world.visit();
    const { page } = reader;
    await page.goto(world.demo.base_url + PAGE);
    await page.getByRole("heading", { name: "Was this helpful?" }).waitFor();
    expect(await reader.inaccessible("docs-helpful")).toEqual([]);
    await page.getByRole("button", { name: "No", exact: true }).click();
    await page.getByLabel("What is missing, or wrong?").fill("Two filters at once.");
    expect(await reader.inaccessible("docs-comment")).toEqual([]);
    await page.getByRole("button", { name: "Send" }).click();
    await page.getByRole("status").getByText("Thank you. It was sent.").waitFor();
    for (const path of ["/docs/", "/docs/api/", "/docs/problems/", "/docs/events/project.created/"]) {
      await page.goto(world.demo.base_url + path);
      await page.getByRole("button", { name: "Yes", exact: true }).waitFor();
    }
    expect(reader.faults()).toEqual([]);

    const admin = await world.visitAs("admin");
    await admin.open("/admin/documentation/");
    await admin.page.getByRole("row", { name: /\/docs\/guides\/lists\/.*0 % helped/u }).waitFor();
    await admin.page.locator(".timeline").getByText("Two filters at once.").waitFor();
    expect(await admin.inaccessible("admin-documentation")).toEqual([]);
    expect(admin.faults()).toEqual([]);
  });

  test("what is refused is said, and can be sent again", async () => {
    const world = get();
    const reader = await world.visit();
    const { page } = reader;
    reader.expected.add("429 /api/v1/documentation/feedback");
    const problem = {
      code: "rate_limited",
      status: 429,
      title: "Too many requests",
      detail: "Try again in 30 s.",
      errors: [],
    };
    await page.route("**/documentation/feedback", (route) =>
      route.fulfill({ status: 429, contentType: "application/problem+json", body: JSON.stringify(problem) }),
    );
    await page.goto(`${world.demo.base_url}/docs/`);
    await page.getByRole("button", { name: "Yes", exact: true }).click();
    await page.getByRole("status").getByText("It was not sent. Try again in 30 s.").waitFor();
    await page.unroute("**/documentation/feedback");
    await page.getByRole("button", { name: "Yes", exact: true }).click();
    await page.getByRole("status").getByText("Thank you.").waitFor();
    expect(reader.faults()).toEqual([]);
  });
}
