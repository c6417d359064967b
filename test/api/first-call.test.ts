import { expect, test } from "vitest";
import { newClient } from "../support/harness";

test("creates a project and lists it", async () => {
  const client = await newClient();
  const created = await client.post("/v1/projects", { code: "AMI-103", name: "Ortiz residence" });
  expect(created.status).toBe(201);
  const listed = await client.get<{ data: unknown[] }>("/v1/projects");
  expect(listed.body.data).toEqual([created.body]);
});
