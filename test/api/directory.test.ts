import { beforeAll, expect, test } from "vitest";
import { catalogue } from "../../src/modules/listings/catalogue";
import { Client } from "../support/harness";
import { type Directory, seedCatalogue } from "../support/listings";

const anyone = new Client("", undefined);
const list = (query = "") => anyone.get<Directory>(`/v1/marketplace/integrations${query}`);

beforeAll(() => seedCatalogue());

test("anyone sees every listing of the catalogue, planned as long as nothing is built", async () => {
  const reply = await list("?limit=100");
  expect(reply.status).toBe(200);
  expect(reply.body.data.length).toBe(Math.min(100, catalogue.length));
});
