/** An install on a version that ends: told of, compared, upgraded, and taken back. */
import { expect, test } from "vitest";
import type { World } from "../consoles/world";

const SLOW = 90_000;
const TENANT = "fe79f7dd-b6d4-4a92-ba7b-538af6289c58";

/** Xero in the sandbox, as it was installed while v1 was the newest. @returns the install's id */
async function installOld(world: World): Promise<string> {
  const key = world.demo.sandbox_api_key;
  const { permissions } = await world.api<{ permissions: string[] }>("GET", "/marketplace/integrations/xero");
  const body = { permissions, config: { tenant_id: TENANT } };
  const { id } = await world.api<{ id: string }>("POST", "/marketplace/integrations/xero/install", body, key);
  expect(world.change("update installs set connector_version = 'v1' where id = ?", id)).toBe(1);
  return id;
}

async function sandboxOwner(world: World) {
  const owner = await world.visitAs("owner");
  await owner.context.addInitScript("localStorage.setItem('rossos.environment', 'sandbox')");
  return owner;
}

export function upgradeJourney(get: () => World): void {
  test(
    "is told that a version ends, sees what the next one changes, upgrades, and goes back",
    async () => {
      const id = await installOld(get());
      const owner = await sandboxOwner(get());
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
    },
    SLOW,
  );

  test(
    "an upgrade that fails says why and changes nothing",
    async () => {
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
    },
    SLOW,
  );
}
