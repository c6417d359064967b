import { expect } from "vitest";
import { documents, surveyPlacementSample } from "#models";
import type { Client } from "../harness";
import { png } from "../images";
import { make } from "../records";
import { lotXml } from "./files";

/** A document of the project with this content. */
export async function documentOf(
  client: Client,
  projectId: string,
  content: string | Uint8Array,
  type = "application/octet-stream",
): Promise<string> {
  const { id } = await make(client, documents, { project: projectId });
  const size = typeof content === "string" ? new TextEncoder().encode(content).length : content.length;
  const headers = { "content-type": type, "content-length": String(size) };
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

/** Lays a survey over a picture. @returns the document that is the picture */
export async function placeOnPicture(client: Client, projectId: string, surveyId: string): Promise<string> {
  const picture = await documentOf(client, projectId, png(1600, 1200), "image/png");
  const { points } = surveyPlacementSample;
  const placed = await client.put(`/v1/projects/${projectId}/surveys/${surveyId}/placements/${picture}`, { points });
  expect({ status: placed.status, body: placed.body }).toMatchObject({ status: 200, body: { feet_per_pixel: 0.2 } });
  return picture;
}
