import { sha256Hex } from "#lib/digest";
import { DAY_MS } from "#lib/time";
import { documents } from "#models";
import { pdfOf } from "./pdf";
import type { Built } from "./project";
import { isoAt, type Seeder } from "./records";

/** Content that a seeded document points to. */
export type Content = { key: string; bytes: Uint8Array; contentType: string };

/** Papers of a project: drawings and contract with content, a permit once there is one, photos that are awaited. */
export async function seedDocuments(seeder: Seeder, builderId: string, built: Built): Promise<Content[]> {
  const { plan, project } = built;
  const papers = [
    { name: "A-101 floor plan.pdf", category: "plan", day: plan.start - 60, from: 0 },
    { name: "Construction contract.pdf", category: "contract", day: plan.start - 35, from: 1 },
    { name: "Building permit.pdf", category: "permit", day: plan.start - 10, from: 1 },
  ].filter(({ from }) => plan.status !== "lead" && plan.done >= from);
  const contents = papers.map(async ({ name, category, day }) => {
    const at = Math.min(seeder.now + day * DAY_MS, seeder.now - DAY_MS);
    const bytes = pdfOf([
      `${plan.name} (${plan.code})`,
      name.replace(".pdf", ""),
      `${plan.street}, ${plan.city} FL`,
      "Sample of the sandbox. Not a real document.",
    ]);
    const record = seeder.add(documents, at, {
      name,
      project_id: project.id,
      category,
      description: "Issued for construction.",
      status: "uploaded",
      content_type: "application/pdf",
      size_bytes: bytes.length,
      uploaded_at: isoAt(at),
    });
    record["object_key"] = `documents/${builderId}/${record.id}/seed`;
    record["sha256"] = await sha256Hex(bytes);
    return { key: String(record["object_key"]), bytes, contentType: "application/pdf" };
  });
  if (plan.done > 1) {
    seeder.add(documents, seeder.now - DAY_MS, {
      name: "Progress photo.jpg",
      project_id: project.id,
      category: "photo",
      description: "Record made on site; the photo is still to be uploaded.",
    });
  }
  return await Promise.all(contents);
}
