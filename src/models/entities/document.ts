import { defineEntity } from "../entity";
import { choice, externalReference, integer, ref, text, time } from "../field";

export const documents = defineEntity({
  name: "document",
  plural: "documents",
  tag: "Documents",
  article: "a",
  description: "A file of a project. Its record is created first; its content is then uploaded, and may be replaced.",
  fields: {
    name: text({
      description: "File name as shown.",
      example: "A-101 floor plan.pdf",
      required: true,
      min: 1,
      max: 255,
    }),
    project_id: ref({
      description: "The project it belongs to.",
      example: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b11",
      to: "project",
      filter: true,
    }),
    category: choice({
      description: "What kind of paper it is.",
      example: "plan",
      values: [
        "plan",
        "specification",
        "contract",
        "permit",
        "invoice",
        "photo",
        "lien_waiver",
        "insurance_certificate",
        "report",
        "other",
      ],
      default: "other",
      filter: true,
    }),
    description: text({ description: "What it holds.", example: "Issued for construction, rev. 3.", max: 2000 }),
    status: choice({
      description: "Whether its content has been uploaded.",
      example: "uploaded",
      values: ["awaiting_upload", "uploaded"],
      default: "awaiting_upload",
      readOnly: true,
    }),
    content_type: text({
      description: "Media type of the content.",
      example: "application/pdf",
      max: 100,
      readOnly: true,
    }),
    size_bytes: integer({
      description: "Size of the content in bytes.",
      example: 482_113,
      min: 0,
      max: 104_857_600,
      readOnly: true,
    }),
    sha256: text({
      description: "SHA-256 of the content, lower-case hex.",
      example: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
      max: 64,
      pattern: "^[0-9a-f]{64}$",
      readOnly: true,
    }),
    uploaded_at: time({
      description: "When the content was uploaded.",
      example: "2026-04-14T08:00:00.000Z",
      readOnly: true,
    }),
    object_key: text({
      description: "Where the content lies in the file store.",
      example: "documents/…",
      max: 200,
      readOnly: true,
      internal: true,
    }),
    external_reference: externalReference(),
  },
  transitions: [
    {
      name: "uploaded",
      description: "The document's content was uploaded or replaced.",
      sample: {
        status: "uploaded",
        content_type: "application/pdf",
        size_bytes: 482_113,
        sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        uploaded_at: "2026-04-16T09:30:00.000Z",
      },
    },
  ],
});
