import { expect } from "vitest";
import type { SurveyKind } from "#models";
import { DomainError } from "../../../src/errors";
import { decode } from "../../../src/modules/surveys/recognise";
import { readSurvey } from "../../../src/modules/surveys/read-survey";
import type { Options } from "../../../src/modules/surveys/types";

const NOTHING: Options = { unit: null, pointOrder: null, layers: {} };
const bytesOf = (text: string) => Uint8Array.from(new TextEncoder().encode(text));

export const read = (text: string, kind: SurveyKind = "boundary", options: Partial<Options> = {}) =>
  readSurvey(decode(bytesOf(text)), kind, { ...NOTHING, ...options });

/** The refusal that something ends in; undefined when it ends well. Every other error is thrown. */
export function refused(work: () => unknown): DomainError | undefined {
  try {
    work();
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
  return undefined;
}

/** Why a file is refused. */
export function refusal(
  text: string | Uint8Array<ArrayBuffer>,
  kind: SurveyKind = "boundary",
  options: Partial<Options> = {},
): string {
  const bytes = typeof text === "string" ? bytesOf(text) : text;
  const error = refused(() => readSurvey(decode(bytes), kind, { ...NOTHING, ...options }));
  expect(error?.code).toBe("invalid_request");
  expect(error?.errors.map(({ pointer }) => pointer)).toEqual(["/document_id"]);
  return error?.errors[0]?.detail ?? "";
}
