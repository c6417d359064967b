import { expect } from "vitest";
import { documents } from "#models";
import type { Client } from "../harness";
import { make } from "../records";
import { lotXml } from "./files";

/** A document of the project with this content. */
export async function documentOf(client: Client, projectId: string, content: string | Uint8Array): Promise<string> {
  const { id } = await make(client, documents, { project: projectId });
  const size = typeof content === "string" ? new TextEncoder().encode(content).length : content.length;
  const headers = { "content-type": "application/octet-stream", "content-length": String(size) };
  expect((await client.put(`/v1/documents/${id}/content`, content, headers)).status).toBe(200);
  return id;
}

/** Imports a lot of 12,000 square feet. */
export async function importLot(client: Client, projectId: string): Promise<{ id: string; document_id: string }> {
  const body = { document_id: await documentOf(client, projectId, lotXml()), kind: "boundary" };
  const reply = await client.post<{ id: string; document_id: string }>(`/v1/projects/${projectId}/surveys`, body);
  expect({ status: reply.status, body: reply.body }).toMatchObject({ status: 201, body: { lot_area_sq_ft: 12_000 } });
  return reply.body;
}
