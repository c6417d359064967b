/** An install on a version that ends: told of, compared, upgraded, and taken back. */
import { expect, test } from "vitest";
import type { World } from "../consoles/world";
import type { Visit } from "../support/browser";
import { installXero, sandboxOwner } from "./xero";

const DAY_MS = 86_400_000;
const LISTING = "/marketplace/integrations/xero";
const OLD = "update installs set connector_version = 'v1', previous_version = null, deadline_step = ? where id = ?";

type Listing = { versions: { version: string; upgrade_deadline: string | null }[] };

/**
 * As it was installed while v1 was the newest. Whatever has to be done at that version's end is done, so that the end may
 * be behind us.
 * @returns the install's id
 */
async function installOld(world: World): Promise<string> {
  const id = await installXero(world);
  const { versions } = await world.api<Listing>("GET", LISTING);
  const end = versions.find(({ version }) => version === "v1")?.upgrade_deadline;
  expect(world.change(OLD, `v1 ${end} over`, id)).toBe(1);
  return id;
}

/** Has v1 end in some months, whatever day it is: an end that is over is no more to be gone back behind. */
async function endsInMonths(world: World, { page }: Visit): Promise<void> {
  const end = new Date(Date.now() + 200 * DAY_MS).toISOString().slice(0, 10);
  await page.route(`**/api/v1${LISTING}`, async (route) => {
    const response = await route.fetch();
    const listing = (await response.json()) as Listing;
    const versions = listing.versions.map((one) => (one.upgrade_deadline ? { ...one, upgrade_deadline: end } : one));
    await route.fulfill({ response, json: { ...listing, versions } });
  });
  await page.route("**/api/v1/installs/*/revert", async (route) => {
    const [, id = ""] = /installs\/([^/]+)/u.exec(route.request().url()) ?? [];
    world.change(OLD, null, id);
    const install = await world.api<object>("GET", `/installs/${id}`, undefined, world.demo.sandbox_api_key);
    await route.fulfill({ json: install });
  });
}

export function upgradeJourney(get: () => World): void {
  test("is told that a version ends, sees what the next one changes, upgrades, and goes back", async () => {
    const id = await installOld(get());
    const owner = await sandboxOwner(get());
    await endsInMonths(get(), owner);
    const { page } = owner;
    await owner.open("/console/integrations/");
    await page.getByText("Xero v1 runs until").waitFor();
    await owner.open(`/console/integrations/integration/?id=${id}`);
    await page.getByText("Version v1 is on its way out.").waitFor();
    expect(await owner.inaccessible("integration-deadline")).toEqual([]);
    await page.getByRole("link", { name: "See what v2 changes, and upgrade" }).click();
    await page.getByRole("heading", { name: "From v1 to v2" }).waitFor();
    await page.getByText("Amounts of lines are always without tax").waitFor();
    expect(await owner.inaccessible("upgrade")).toEqual([]);

    await page.getByRole("button", { name: "Compare" }).click();
    await page.getByRole("row", { name: /^Bills/u }).waitFor();
    await page.getByRole("region", { name: "Syncs compared" }).waitFor();
    expect(await owner.inaccessible("upgrade-compared")).toEqual([]);

    await page.getByRole("button", { name: "Upgrade to v2" }).click();
    expect(await owner.inaccessible("upgrade-sure")).toEqual([]);
    await page.getByRole("dialog").getByRole("button", { name: "Upgrade" }).click();
    await page.getByText("v2 is the newest version of Xero.").waitFor();
    expect(await owner.inaccessible("upgrade-done")).toEqual([]);
    await page.getByRole("button", { name: "Go back to v1" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Go back" }).click();
    await page.getByRole("heading", { name: "From v1 to v2" }).waitFor();
    expect(owner.faults()).toEqual([]);
  });

  test("an upgrade that fails says why and changes nothing", async () => {
    const { data } = await get().api<{ data: { id: string }[] }>(
      "GET",
      "/installs",
      undefined,
      get().demo.sandbox_api_key,
    );
    const id = data[0]?.id ?? "";
    const owner = await sandboxOwner(get());
    const { page } = owner;
    owner.expected.add(`502 /api/v1/installs/${id}/upgrade`);
    const problem = {
      code: "upstream_failed",
      status: 502,
      title: "The other side failed",
      detail: "Xero is away.",
      errors: [],
    };
    await page.route("**/upgrade", (route) =>
      route.fulfill({ status: 502, contentType: "application/problem+json", body: JSON.stringify(problem) }),
    );
    await owner.open(`/console/integrations/upgrade/?id=${id}`);
    await page.getByRole("button", { name: "Upgrade to v2" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Upgrade" }).click();
    await page.getByRole("alert").getByText("Xero is away.").waitFor();
    expect(await owner.inaccessible("upgrade-failed")).toEqual([]);
    expect(owner.faults()).toEqual([]);
  });
}
