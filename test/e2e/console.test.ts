/** The builder console in a real browser, against the running product. */
import { afterAll, afterEach, beforeAll, describe } from "vitest";
import { applications } from "./console/applications";
import { keys, people } from "./console/keys";
import { documents } from "./console/documents";
import { conflicts, keyboard } from "./console/people";
import { ends, lacks, repeats } from "./console/trouble";
import { adding, repairing } from "./console/webhooks";
import { World } from "./console/world";

let started: World | undefined;
const world = (): World => {
  if (!started) throw new Error("the product is not running");
  return started;
};

beforeAll(async () => {
  started = await World.start();
});
afterEach(() => started?.closeVisits());
afterAll(() => started?.stop(), 30_000);

describe("an owner", () => {
  keys(world);
  adding(world);
  repairing(world);
  applications(world);
  people(world);
  documents(world);
});

describe("a page", () => {
  repeats(world);
  ends(world);
  lacks(world);
  conflicts(world);
  keyboard(world);
});
