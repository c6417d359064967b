import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { World } from "./world";

export function documents(get: () => World): void {
  test("a document is saved on the viewer's device", async () => {
    const world = get();
    const visit = await world.visitAs("owner");
    const { body } = await world.call(world.demo.api_key, "/projects?code=AMI-103");
    await visit.open(`/console/projects/project/?id=${body.data[0]?.id}&view=documents`);
    const saved = visit.page.waitForEvent("download");
    await visit.page.getByRole("button", { name: /^Download .*pour plan/u }).click();
    const file = await saved;
    expect(file.suggestedFilename()).toBe("AMI-103 pour plan.pdf");
    expect(readFileSync(await file.path(), "latin1").slice(0, 5)).toBe("%PDF-");
    expect(visit.faults()).toEqual([]);
  });
}
