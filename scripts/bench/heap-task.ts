/** One reading of a large file, in a thread whose heap has a limit; see smallest-heap.ts. */
import { parentPort, workerData } from "node:worker_threads";
import { recordsOf } from "../../src/modules/license-files/csv";
import { licensesIn } from "../../src/modules/license-files/california";
import { decode } from "../../src/modules/surveys/recognise";
import { readSurvey } from "../../src/modules/surveys/read-survey";

const { kind, bytes } = workerData as { kind: "survey" | "licenses"; bytes: Uint8Array<ArrayBuffer> };

/** What is written to the database is made of it as well. */
function written(): number {
  if (kind === "licenses") {
    const end = bytes.indexOf(10) + 1;
    const header = recordsOf(new TextDecoder().decode(bytes.subarray(0, end))).next().value ?? [];
    return JSON.stringify(licensesIn(header, bytes.subarray(end), "2026-11-23")).length;
  }
  const options = { unit: "us_survey_foot", pointOrder: null, layers: {} } as const;
  const { detail, geometry } = readSurvey(decode(bytes), "topographic", options);
  return JSON.stringify(detail).length + JSON.stringify(geometry).length;
}

parentPort?.postMessage(written());
