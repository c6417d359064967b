import { expect, test } from "vitest";
import active from "../../../src/connectors/oregon-contractor-licenses/v1/recordings/active.json" with { type: "json" };
import { FarService } from "../support/far-service";
import type { World } from "../support/world";

const NUMBER = active.input.number;
const ROWS = active.exchanges[0]?.body ?? [];

export function license(get: () => World): void {
  test("has a license looked up: not while nothing can, not while the board is away, and then it is there", async () => {
    const world = get();
    const { demo } = world;
    let isAway = false;
    const board = await FarService.start(world.site.ports.oregon, ({ query }) => {
      const asked = query.get("license_number");
      if (isAway) return { status: 503, body: { message: "Service unavailable" } };
      return { body: asked === null || asked === NUMBER ? ROWS : [] };
    });
    try {
      const vendor = { name: "Cascade Remodel", trade: "framing", license_state: "OR", license_number: NUMBER };
      const { body } = await world.call(demo.api_key, "/vendors", "POST", vendor);
      const { id } = body as unknown as { id: string };
      const owner = await world.visitAs("owner");
      const { page } = owner;
      const lookUp = page.getByRole("button", { name: "Look up now: Cascade Remodel" });
      owner.expected.add(`409 /api/v1/vendors/${id}/license/verify`).add(`502 /api/v1/vendors/${id}/license/verify`);
      await owner.open("/console/licenses/");
      await lookUp.click();
      await page.getByRole("alert").getByText("Oregon contractor licenses").waitFor();
      expect(await owner.inaccessible("license-not-installed")).toEqual([]);

      await owner.open("/console/integrations/install/?slug=oregon-contractor-licenses");
      await page.getByRole("button", { name: "Agree and go on" }).click();
      await page.getByRole("heading", { name: "Oregon contractor licenses is installed" }).waitFor();

      isAway = true;
      await page.getByRole("link", { name: "Look up vendors' licenses" }).click();
      await lookUp.click();
      await page.getByRole("alert").getByText("Cascade Remodel").waitFor();
      await page.getByRole("row", { name: /Cascade Remodel.*Not verified yet/u }).waitFor();

      isAway = false;
      await lookUp.click();
      await page.getByRole("row", { name: /Cascade Remodel.*Active.*Dec 23, 2027/u }).waitFor();
      expect(await page.getByRole("alert").count()).toBe(0);
      expect(await owner.inaccessible("license-looked-up")).toEqual([]);
      expect(owner.faults()).toEqual([]);
    } finally {
      await board.stop();
    }
  });
}
