/** What is told of the platform and its versions, in a real browser, against the running product. */
import { afterAll, afterEach, beforeAll, describe } from "vitest";
import { World } from "./consoles/world";
import { adminPages } from "./platform/admin";
import { documentation, tryIt } from "./platform/documentation";
import { linksJourney } from "./platform/links";
import { notifications } from "./platform/notifications";
import { publicPages } from "./platform/public";
import { decidesOnReview, writesReview } from "./platform/review";
import { scheduleFlags, tideFlags } from "./platform/schedule";
import { upgradeJourney } from "./platform/upgrade";

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
  linksJourney(world);
  upgradeJourney(world);
  scheduleFlags(world);
  tideFlags(world);
  writesReview(world);
  notifications(world);
});
describe("everybody", () => {
  documentation(world);
  tryIt(world);
  publicPages(world);
});
describe("an admin", () => {
  decidesOnReview(world);
  adminPages(world);
});
