/** Makes once for all suites what each needs alike: the OpenAPI documents and the bundled Worker. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { TestProject } from "vitest/node";
import { bundleWorker } from "../../../scripts/lib/local-worker";
import { writeDocuments } from "../documents";

declare module "vitest" {
  interface ProvidedContext {
    /** The folder of the documents, and the Worker's main module. */
    made: { documents: string; script: string };
  }
}

export async function setup(project: TestProject): Promise<() => void> {
  const documents = mkdtempSync(join(tmpdir(), "rossos-contract-"));
  writeDocuments(documents);
  const script = await bundleWorker();
  project.provide("made", { documents, script });
  return () => {
    for (const folder of [documents, dirname(script)]) rmSync(folder, { recursive: true, force: true });
  };
}
