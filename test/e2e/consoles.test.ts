/** Integrations, the developer portal and the admin console in a real browser, against the running product. */
import { afterAll, afterEach, beforeAll, describe } from "vitest";
import { adminJourney } from "./consoles/admin";
import { bankLogin } from "./consoles/bank";
import { builderJourney, builderLeaves } from "./consoles/builder";
import { calendar } from "./consoles/calendar";
import { developerJourney } from "./consoles/developer";
import { jurisdictionReport } from "./consoles/jurisdictions";
import { licenses } from "./consoles/licenses";
import { permitJourney } from "./consoles/permits";
import { projects } from "./consoles/projects";
import { sitePlan } from "./consoles/site-plan";
import { surveyImport } from "./consoles/surveys";
import { World } from "./consoles/world";

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
  builderJourney(world);
  permitJourney(world);
  jurisdictionReport(world);
  licenses(world);
  surveyImport(world);
  sitePlan(world);
  bankLogin(world);
  projects(world);
  calendar(world);
});
describe("an admin", () => {
  adminJourney(world);
});
describe("a developer", () => {
  developerJourney(world);
});
describe("an owner who leaves", () => {
  builderLeaves(world);
});
