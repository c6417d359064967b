import { commit, isConstraintFailure } from "#db/commit";
import { newId } from "#lib/ids";
import { projects, type Survey, type SurveyKind } from "#models";
import { findRecord } from "#modules/records";
import type { Context } from "../../context";
import { DomainError } from "../../errors";
import { readCsv } from "./csv/read-csv";
import { readDxf } from "./dxf/read-dxf";
import { surveyEvent } from "./events";
import { readLandXml } from "./landxml/read-landxml";
import { measureDrawing, type Measured, type SurveyDetail } from "./measure/drawing";
import { readContent } from "./read-content";
import { decode, formatOf } from "./recognise";
import { findSame, insertSurvey, toSurvey } from "./store";
import type { Options } from "./types";

const READERS = { landxml: readLandXml, dxf: readDxf, csv: readCsv };

/**
 * What a file says, by its content alone: its name and its media type do not matter.
 * @throws DomainError invalid_request at /document_id, which says what is wrong and where
 */
export function readSurvey(bytes: Uint8Array<ArrayBuffer>, kind: SurveyKind, options: Options): Measured {
  const text = decode(bytes);
  return measureDrawing(READERS[formatOf(text)](text, options), kind);
}

type SurveyInput = { documentId: string; kind: SurveyKind } & Options;

/**
 * Reads the file of a document and keeps what it says with the project.
 * @throws DomainError not_found for the project, invalid_request, payload_too_large, already_exists for the same content
 */
export async function importSurvey(
  ctx: Context,
  projectId: string,
  { documentId, kind, ...options }: SurveyInput,
): Promise<Survey & SurveyDetail> {
  await findRecord(ctx, projects, projectId);
  const { sha256, bytes } = await readContent(ctx, projectId, documentId);
  await refuseSame(ctx, documentId, sha256, kind);
  const { summary, detail, geometry } = readSurvey(bytes, kind, options);
  const row = {
    id: newId(ctx.now),
    project_id: projectId,
    document_id: documentId,
    document_sha256: sha256,
    kind,
    ...summary,
    created_at: ctx.now,
  };
  const survey = toSurvey(row);
  try {
    return await commit(ctx, {
      writes: [insertSurvey(ctx, row, detail, geometry)],
      events: [surveyEvent("imported", survey)],
      result: { ...survey, ...detail },
    });
  } catch (error) {
    if (isConstraintFailure(error)) await refuseSame(ctx, documentId, sha256, kind);
    throw error;
  }
}

async function refuseSame(ctx: Context, documentId: string, sha256: string, kind: string): Promise<void> {
  const same = await findSame(ctx, documentId, sha256, kind);
  if (same === null) return;
  const detail = `This content was imported already, as the survey ${same}. Delete that to import it in another way.`;
  throw new DomainError("already_exists", detail, { errors: [{ pointer: "/document_id", detail }] });
}
