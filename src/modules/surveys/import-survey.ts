import { commit, isConstraintFailure } from "#db/commit";
import { newId } from "#lib/ids";
import { projects, type Survey, type SurveyKind } from "#models";
import { findRecord } from "#modules/records";
import type { Context } from "../../context";
import { DomainError } from "../../errors";
import { surveyEvent } from "./events";
import type { SurveyDetail } from "./measure/drawing";
import { readContent } from "./read-content";
import { readSurvey } from "./read-survey";
import { findSame, insertSurvey, toSurvey } from "./store";
import type { Options } from "./types";

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
  const { sha256, text } = await readContent(ctx, projectId, documentId);
  await refuseSame(ctx, documentId, sha256, kind);
  const { summary, detail, geometry } = readSurvey(text, kind, options);
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
