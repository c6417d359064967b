import type { SurveyKind } from "#models";
import { readCsv } from "./csv/read-csv";
import { readDxf } from "./dxf/read-dxf";
import { readLandXml } from "./landxml/read-landxml";
import { measureDrawing, type Measured } from "./measure/drawing";
import { formatOf } from "./recognise";
import type { Options } from "./types";

const READERS = { landxml: readLandXml, dxf: readDxf, csv: readCsv };

/**
 * What a file says, by its content alone: its name and its media type do not matter.
 * @throws DomainError invalid_request at /document_id, which says what is wrong and where
 */
export function readSurvey(text: string, kind: SurveyKind, options: Options): Measured {
  return measureDrawing(READERS[formatOf(text)](text, options), kind);
}
