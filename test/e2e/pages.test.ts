/** Every page in every state that it can be in, in both colour schemes, on a desk and on a phone. */
import { afterAll, afterEach, beforeAll, describe } from "vitest";
import { forms, openPages } from "./pages/everybody";
import { makeMaterial, type Material } from "./pages/material";
import { empty, refused, signedOut, waiting } from "./pages/states";
import { table } from "./pages/table";
import { World } from "./support/world";

let world: World | undefined;
let material: Material | undefined;
const get = () => {
  if (!world || !material) throw new Error("the product is not running");
  return { world, material };
};

beforeAll(async () => {
  world = await World.start();
  material = await makeMaterial(world);
});
afterEach(() => world?.closeVisits());
afterAll(() => world?.stop(), 30_000);

describe("the table", () => {
  table();
});
describe("everybody", () => {
  openPages(get);
  forms(get);
});
describe("who is not let in", () => {
  signedOut(get);
  refused(get);
});
describe("who has nothing", () => {
  empty(get);
});
describe("who waits", () => {
  waiting(get);
});
