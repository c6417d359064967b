import { index, integer, primaryKey, real, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { goesWith } from "../goes-with";
import { documents, projects } from "./entities";

/** What was read in the files of surveyors. A survey goes with its document and its project. */
export const surveys = sqliteTable(
  "surveys",
  {
    builder_id: text().notNull(),
    id: text().notNull(),
    project_id: text().notNull(),
    document_id: text().notNull(),
    /** Of the content that was read, lower-case hex. */
    document_sha256: text().notNull(),
    kind: text().notNull(),
    format: text().notNull(),
    unit: text().notNull(),
    lot_area_sq_ft: real(),
    lot_perimeter_ft: real(),
    parcel_count: integer().notNull(),
    point_count: integer().notNull(),
    elevation_min_ft: real(),
    elevation_max_ft: real(),
    finding_count: integer().notNull(),
    created_at: integer().notNull(),
    /** JSON: parcels with their courses, setbacks, layers, surfaces, findings. */
    detail: text().notNull(),
    /** JSON: what the overlay is drawn from. */
    geometry: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.builder_id, table.id] }),
    index("surveys_project").on(table.builder_id, table.project_id, table.id),
    uniqueIndex("surveys_content").on(table.builder_id, table.document_id, table.document_sha256, table.kind),
    goesWith(documents, [table.builder_id, table.document_id]),
    goesWith(projects, [table.builder_id, table.project_id]),
  ],
);
