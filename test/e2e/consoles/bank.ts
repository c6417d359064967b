import { expect, test } from "vitest";
import type { Visit } from "../support/browser";
import type { World } from "./world";

const PAGE = "https://secure.plaid.com/hl/ll0000";
const WIZARD = "/console/integrations/install/?slug=plaid";

type Bank = { status: string; asked: unknown[]; isSignedIn: boolean };

/** Answers what the page asks of one install as the service would, and stands for Plaid's page, which sends the browser back. */
async function stage({ page }: Visit, origin: string): Promise<Bank> {
  const bank: Bank = { status: "pending", asked: [], isSignedIn: false };
  const install = () => ({
    id: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b90",
    slug: "plaid",
    status: bank.status,
    connect_path: null,
    link_path: "/api/v1/installs/018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b90/link",
    first_synced_at: "2026-04-14T08:00:00.000Z",
    syncs: [],
    config: {},
  });
  await page.route("**/api/v1/installs?slug=plaid", (route) =>
    route.fulfill({ json: { data: [install()], has_more: false, next_cursor: null } }),
  );
  await page.route("**/api/v1/installs/*/runs*", (route) =>
    route.fulfill({ json: { data: [], has_more: false, next_cursor: null } }),
  );
  await page.route("**/api/v1/installs/*/link", (route) => {
    bank.asked.push(route.request().postDataJSON());
    const mode = bank.status === "pending" ? "connect" : "update";
    const made = { mode, link_token: "link-1", expires_at: "2030-01-01T04:00:00.000Z", link_url: PAGE };
    return route.fulfill({ json: made });
  });
  await page.route("**/api/v1/installs/*/link/complete", (route) => {
    bank.asked.push(route.request().postDataJSON());
    if (bank.isSignedIn) {
      bank.status = "active";
      return route.fulfill({ json: install() });
    }
    const detail = "Nobody was let in there: the window is still open, or it was left.";
    const problem = {
      code: "invalid_request",
      title: "Invalid request",
      detail,
      errors: [{ pointer: "/link_token", detail }],
    };
    return route.fulfill({ status: 400, contentType: "application/problem+json", body: JSON.stringify(problem) });
  });
  const back = `<a href="${origin}${WIZARD}">Back</a>`;
  await page.route(PAGE, (route) => route.fulfill({ contentType: "text/html", body: back }));
  return bank;
}

export function bankLogin(get: () => World): void {
  test("connects a bank at Plaid's own page, comes back too early and then in time, and signs in again later", async () => {
    const owner = await get().visitAs("owner");
    const { page } = owner;
    const bank = await stage(owner, get().demo.base_url);
    owner.expected.add("400 /api/v1/installs/018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b90/link/complete");
    await owner.open(WIZARD);
    await page.getByRole("heading", { name: /^Connect Plaid/u }).waitFor();
    expect(await owner.inaccessible("bank-connect")).toEqual([]);
    await page.getByRole("button", { name: /^Continue at Plaid/u }).click();
    await page.getByRole("link", { name: "Back" }).click();
    await page.getByText("Nobody was let in there").waitFor();
    expect(await owner.inaccessible("bank-too-early")).toEqual([]);
    bank.isSignedIn = true;
    await page.getByRole("button", { name: "I have signed in there" }).click();
    await page.getByRole("heading", { name: /^Plaid .*is installed$/u }).waitFor();
    expect(bank.asked).toEqual([{ hosted: true }, { link_token: "link-1" }, { link_token: "link-1" }]);
    // A login that is about to end: nothing is exchanged then.
    await owner.open(`${WIZARD}&again`);
    await page.getByRole("heading", { name: /^Sign in again with Plaid/u }).waitFor();
    await page.getByRole("button", { name: /^Continue at Plaid/u }).click();
    await page.getByRole("link", { name: "Back" }).click();
    await page.getByRole("heading", { name: /^Plaid .*is installed$/u }).waitFor();
    expect(bank.asked.slice(3)).toEqual([{ hosted: true }, {}]);
    const seen = owner.faults().filter((fault) => fault !== `third party: ${PAGE}`);
    expect(seen).toEqual([]);
  });
}
