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
    await page.goto(`${world.demo.base_url}/developer/`);
    await page.getByRole("link", { name: "Create an account" }).waitFor();
    await page.getByRole("button", { name: "Yes", exact: true }).click();
    await page.getByRole("status").getByText("Thank you.").waitFor();
    expect(reader.faults()).toEqual([]);

    const admin = await world.visitAs("admin");
    await admin.open("/admin/documentation/");
    await admin.page.getByRole("row", { name: /^Lists and filters.*0% helped/u }).waitFor();
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

export function tryIt(get: () => World): void {
  test("tries an operation of the reference with a key of their own sandbox, filled in by one press", async () => {
    const world = get();
    const reader = await world.visit();
    const { page } = reader;
    reader.expected.add("401 /api/v1/developer/sandbox/keys");
    await page.goto(`${world.demo.base_url}/docs/api/`);
    await page.getByRole("button", { name: "Fill in a key of your sandbox" }).click();
    await page.waitForURL(/\/sign-in\/\?return_to=%2Fdocs%2Fapi%2F/u);

    const developer = await world.visitAs("developer");
    const reference = developer.page;
    await reference.goto(`${world.demo.base_url}/docs/api/`);
    await reference.getByRole("button", { name: "Fill in a key of your sandbox" }).click();
    await reference.getByText(/^Filled in: ross_test_/u).waitFor();
    // It is there after leaving and coming back, too.
    await reference.goto(`${world.demo.base_url}/docs/`);
    await reference.goto(`${world.demo.base_url}/docs/api/#/Projects/listProjects`);
    const operation = reference.locator("#operations-Projects-listProjects");
    await operation.getByRole("button", { name: "Try it out" }).click();
    await operation.getByRole("button", { name: "Execute" }).click();
    await operation.locator(".live-responses-table .response-col_status").getByText("200").waitFor();
    expect(await operation.locator(".curl-command").innerText()).toMatch(/Authorization: Bearer ross_test_/u);
    await reference.getByRole("button", { name: "Take the key out" }).click();
    await reference.getByRole("button", { name: "Fill in a key of your sandbox" }).waitFor();
    expect([...reader.faults(), ...developer.faults()]).toEqual([]);
  });
}
