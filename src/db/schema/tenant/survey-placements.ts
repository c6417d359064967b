import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { goesWith } from "../goes-with";
import { documents } from "./entities";
import { surveys } from "./surveys";

/** How surveys lie on the pictures of site plans. A placement goes with its survey and with the picture's document. */
export const surveyPlacements = sqliteTable(
  "survey_placements",
  {
    builder_id: text().notNull(),
    survey_id: text().notNull(),
    document_id: text().notNull(),
    project_id: text().notNull(),
    version: integer().notNull(),
    /** Of the picture that it was placed on, lower-case hex. */
    document_sha256: text().notNull(),
    width_px: integer().notNull(),
    height_px: integer().notNull(),
    /** JSON: points of the survey, and where they are in the picture. */
    points: text().notNull(),
    placed_by: text().notNull(),
    placed_at: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.builder_id, table.survey_id, table.document_id] }),
    index("survey_placements_document").on(table.builder_id, table.document_id),
    goesWith(surveys, [table.builder_id, table.survey_id]),
    goesWith(documents, [table.builder_id, table.document_id]),
  ],
);
