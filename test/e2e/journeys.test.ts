/** What people set out to do, from its beginning to what they see at its end, in a real browser. */
import { afterAll, afterEach, beforeAll, describe } from "vitest";
import { application } from "./journeys/application";
import { firstWeather } from "./journeys/first-weather";
import { license } from "./journeys/license";
import { newcomer } from "./journeys/newcomer";
import { permits } from "./journeys/permits";
import { scriptless } from "./journeys/scriptless";
import { tampering } from "./journeys/tampering";
import { weather } from "./journeys/weather";
import { World } from "./support/world";

let started: World | undefined;
const world = (): World => {
  if (!started) throw new Error("there is no browser");
  return started;
};

beforeAll(async () => {
  started = await World.start();
});
afterEach(() => started?.closeVisits());
afterAll(() => started?.stop(), 30_000);

describe("a newcomer", () => {
  newcomer(world);
  firstWeather(world);
});
describe("an owner", () => {
  weather(world);
  permits(world);
  license(world);
});
describe("a developer, an admin and an owner", () => {
  application(world);
});
describe("who runs no script", () => {
  scriptless(world);
});
describe("a browser", () => {
  tampering(world);
});
