/** Each page that people sign in for, in each state that it can be in. */
import { expect, test } from "vitest";
import type { DemoUsers } from "../../../scripts/lib/seed-users";
import type { Visit } from "../support/browser";
import type { World } from "../support/world";
import { clearAdministration, fillAdministration } from "./administration";
import { ADMIN, CONSOLE, DEVELOPER, type Listed } from "./listed";
import { filled, type Ids, type Material } from "./material";
import { inTabs } from "./tabs";
import { Walk } from "./walk";

type Who = keyof DemoUsers;
type Get = () => { world: World; material: Material };

const LONG = 120_000;
/** An answer that says what the page then shows. */
const NOT_THERE = /^answered: 404 GET \/api\//u;

const GROUPS = [
  { who: "owner", pages: CONSOLE, nobody: "developer" },
  { who: "developer", pages: DEVELOPER, nobody: "member" },
  { who: "admin", pages: ADMIN, nobody: "admin" },
] as const satisfies readonly { who: Who; pages: readonly Listed[]; nobody: Who }[];

const walkAs = async (world: World, who: Who): Promise<Walk> =>
  Walk.begin(await world.visitAs(who), world.demo.base_url);

/** What is wrong with a page of which something is to be read. */
async function reads(walk: Walk, name: string, path: string, text: string): Promise<string[]> {
  await walk.open(path);
  const said = walk.visit.page.locator("#content").getByText(text).first();
  const isSaid = await said.waitFor().then(
    () => true,
    () => false,
  );
  return [...(isSaid ? [] : [`does not say ${text}`]), ...walk.complaints()].map((fault) => `${name}: ${fault}`);
}

/** @returns the pages of which `state` is told, each with its words */
const told = (pages: readonly Listed[], state: "empty" | "member" | "absent") =>
  pages.flatMap((page) => (page[state] === undefined ? [] : [{ ...page, text: page[state] }]));

export function empty(get: Get): void {
  test("somebody without a builder is told to make one, and does", { timeout: LONG }, async () => {
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

  test.for(GROUPS)("where there is nothing, each page of the $who says so", { timeout: LONG }, async (group) => {
    expect(await emptyPages(get(), group)).toEqual([]);
  });
}

async function emptyPages({ world, material }: ReturnType<Get>, { who, pages, nobody }: (typeof GROUPS)[number]) {
  if (who === "admin") clearAdministration(world);
  return await inTabs(
    told(pages, "empty"),
    async () => ({ nobody: await walkAs(world, nobody), bare: await walkAs(world, "admin") }),
    async (tab, { name, path, text }) => {
      const walk = path.includes("{") ? tab.bare : tab.nobody;
      const faults = await reads(walk, `${name}, empty`, filled(path, material.bare), text);
      return [...faults, ...(await walk.visit.inaccessible(`${name}-empty`))];
    },
  );
}

export function refused(get: Get): void {
  test("a member is told what others do", { timeout: LONG }, async () => {
    const { world, material } = get();
    const found = await inTabs(
      told(CONSOLE, "member"),
      () => walkAs(world, "member"),
      async (walk, { name, path, text }) => {
        const faults = await reads(walk, `${name}, member`, filled(path, material.full), text);
        const main = walk.visit.page.locator("#content .button.main:not(:has-text('sandbox'))");
        return (await main.count()) > 0 ? [...faults, `${name}: a member may press what is not for them`] : faults;
      },
    );
    expect(found).toEqual([]);
  });

  test("pages of admins are for admins", { timeout: LONG }, async () => {
    const { world, material } = get();
    const found = await inTabs(
      ADMIN,
      () => walkAs(world, "member"),
      (walk, { name, path }) => reads(walk, name, filled(path, material.full), "You may not see this"),
    );
    expect(found).toEqual([]);
  });

  test("what is not there is said to be not there", { timeout: LONG }, async () => {
    const { world } = get();
    const found: string[] = [];
    for (const { who, pages } of GROUPS) {
      const walk = await walkAs(world, who);
      for (const { name, path, text } of told(pages, "absent"))
        found.push(...(await reads(walk, `${name}, absent`, filled(path, {}), text)));
    }
    expect(found.filter((fault) => !NOT_THERE.test(fault.slice(fault.indexOf(": ") + 2)))).toEqual([]);
  });
}

/** Signs in as somebody does, where a page that needs it has led. */
async function signIn({ page }: Visit, { email, password }: { email: string; password: string }): Promise<void> {
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

export function signedOut(get: Get): void {
  test.for(GROUPS)("each page of the $who leads to signing in, and back", { timeout: LONG }, async (group) => {
    const { world, material } = get();
    const base = world.demo.base_url;
    const found = await inTabs(
      group.pages.filter(({ name }) => name !== "getting-started"),
      () => world.visit(),
      async (visit, { name, path }) => {
        const wanted = filled(path, material.full);
        const leads = visit.page.waitForRequest(/\/sign-in\//u);
        await visit.page.goto(base + wanted, { waitUntil: "commit" });
        const back = new URL((await leads).url()).searchParams.get("return_to");
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
    { timeout: 2 * LONG },
    async ({ who, pages }) => {
      const { world, material } = get();
      if (who === "admin") await fillAdministration(world);
      const found = await inTabs(
        pages,
        () => walkAs(world, who),
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
