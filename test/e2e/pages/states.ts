/** Each page that people sign in for, in each state that it can be in. */
import { expect, test } from "vitest";
import type { DemoUsers } from "../../../scripts/lib/seed-users";
import { ONE_WAY, PATIENCE_MS, type Visit } from "../support/browser";
import type { World } from "../support/world";
import { clearAdministration, fillAdministration } from "./administration";
import { ADMIN, CONSOLE, DEVELOPER, type Listed } from "./listed";
import { filled, type Ids, type Material } from "./material";
import { inTabs } from "./tabs";
import { settled, Walk } from "./walk";

type Who = keyof DemoUsers;
type Get = () => { world: World; material: Material };

/** An answer that says what the page then shows. */
const NOT_THERE = /: answered: 404 GET \/api\//u;

const GROUPS = [
  { who: "owner", pages: CONSOLE, nobody: "developer" },
  { who: "developer", pages: DEVELOPER, nobody: "member" },
  { who: "admin", pages: ADMIN, nobody: "admin" },
] as const satisfies readonly { who: Who; pages: readonly Listed[]; nobody: Who }[];

/** What is wrong with a page of which something is to be read. */
async function reads({ world }: ReturnType<Get>, visit: Visit, name: string, path: string, text: string) {
  await visit.page.goto(world.demo.base_url + path);
  await settled(visit.page);
  const said = visit.page.locator("#content").getByText(text).first();
  const isSaid = await said.waitFor().then(
    () => true,
    () => false,
  );
  return [...(isSaid ? [] : [`does not say ${text}`]), ...visit.faults()].map((fault) => `${name}: ${fault}`);
}

/** @returns the pages of which `state` is told, each with its words */
const told = (pages: readonly Listed[], state: "empty" | "member" | "absent") =>
  pages.flatMap((page) => (page[state] === undefined ? [] : [{ ...page, text: page[state] }]));

export function empty(get: Get): void {
  test("somebody without a builder is told to make one, and does", async () => {
    const { world } = get();
    const visit = await world.visitAs("developer");
    const { page } = visit;
    await visit.open("/console/");
    await page.getByRole("heading", { name: "Create your builder" }).waitFor();
    expect(await visit.inEachWay("no-builder")).toEqual([]);
    await page.getByLabel("Name of the business").fill("Empty Homes");
    await page.getByRole("button", { name: "Create the builder" }).click();
    await page.getByText("0 of 4 done").waitFor();
    expect(visit.faults()).toEqual([]);
  });

  test.for(GROUPS)("where there is nothing, each page of the $who says so", async (group) => {
    expect(await emptyPages(get(), group)).toEqual([]);
  });
}

async function emptyPages(all: ReturnType<Get>, { who, pages, nobody }: (typeof GROUPS)[number]) {
  const { world, material } = all;
  if (who === "admin") clearAdministration(world);
  return await inTabs(
    told(pages, "empty"),
    async () => ({ nobody: await world.visitAs(nobody), bare: await world.visitAs("admin") }),
    async (tab, { name, path, text }) => {
      const visit = path.includes("{") ? tab.bare : tab.nobody;
      const faults = await reads(all, visit, `${name}, empty`, filled(path, material.bare), text);
      return [...faults, ...(await visit.inaccessible(`${name}-empty`, ONE_WAY))];
    },
  );
}

export function refused(get: Get): void {
  test("a member is told what others do", async () => {
    const { world, material } = get();
    const found = await inTabs(
      told(CONSOLE, "member"),
      () => world.visitAs("member"),
      async (visit, { name, path, text }) => {
        const faults = await reads(get(), visit, `${name}, member`, filled(path, material.full), text);
        const main = visit.page.locator("#content .button.main:not(:has-text('sandbox'))");
        return (await main.count()) > 0 ? [...faults, `${name}: a member may press what is not for them`] : faults;
      },
    );
    expect(found).toEqual([]);
  });

  test("pages of admins are for admins", async () => {
    const { world, material } = get();
    const found = await inTabs(
      ADMIN,
      () => world.visitAs("member"),
      (visit, { name, path }) => reads(get(), visit, name, filled(path, material.full), "You may not see this"),
    );
    expect(found).toEqual([]);
  });

  test("what is not there is said to be not there", async () => {
    const { world } = get();
    const found = await Promise.all(
      GROUPS.map(async ({ who, pages }) => {
        const visit = await world.visitAs(who);
        const faults: string[] = [];
        for (const { name, path, text } of told(pages, "absent"))
          faults.push(...(await reads(get(), visit, name, filled(path, {}), text)));
        return faults;
      }),
    );
    expect(found.flat().filter((fault) => !NOT_THERE.test(fault))).toEqual([]);
  });
}

/** Signs in as somebody does, where a page that needs it has led. */
async function signIn({ page }: Visit, { email, password }: { email: string; password: string }): Promise<void> {
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

export function signedOut(get: Get): void {
  test.for(GROUPS)("each page of the $who leads to signing in, and back", async (group) => {
    const { world, material } = get();
    const base = world.demo.base_url;
    const found = await inTabs(
      group.pages.filter(({ name }) => name !== "getting-started"),
      () => world.visit(),
      async (visit, { name, path }) => {
        const wanted = filled(path, material.full);
        await visit.page.goto(base + wanted, { waitUntil: "commit" });
        // Asked of the address alone: a navigation that another one overtakes is no failure of the page.
        await expect.poll(() => visit.page.url(), { timeout: PATIENCE_MS }).toMatch(/\/sign-in\//u);
        const back = new URL(visit.page.url()).searchParams.get("return_to");
        return back === wanted ? [] : [`${name}: leads back to ${back}`];
      },
    );
    expect(found).toEqual([]);
    const visit = await world.visit();
    const wanted = filled(group.pages.at(-1)?.path ?? "", material.full);
    await visit.page.goto(base + wanted);
    await visit.page.waitForURL(/\/sign-in\//u);
    await signIn(visit, world.demo.users[group.who]);
    await visit.page.waitForURL(base + wanted);
  });
}

export function waiting(get: Get): void {
  test.for(GROUPS)(
    "each page of the $who waits, fails, is tried again, and can be read by everybody",
    async ({ who, pages }) => {
      const { world, material } = get();
      if (who === "admin") await fillAdministration(world);
      const found = await inTabs(
        pages,
        async () => Walk.begin(await world.visitAs(who), world.demo.base_url),
        (walk, page) => goesThrough(walk, page, material.full),
      );
      expect(found).toEqual([]);
    },
  );
}

async function goesThrough(walk: Walk, page: Listed, ids: Ids): Promise<string[]> {
  try {
    const found = await walk.through({ ...page, path: filled(page.path, ids) });
    return [...found, ...(await walk.visit.inEachWay(page.name))];
  } catch (error) {
    const shown = await walk.visit.page.locator("#content").innerText();
    return [`${page.name}: ${String(error)}\nIt shows: ${shown}`];
  }
}
