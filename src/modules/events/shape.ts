/** As stored. */
export type EventRow = {
  id: string;
  type: string;
  data: string;
  previous_attributes: string | null;
  created_at: number;
  test_of?: string | null;
};

export type WireEvent = {
  id: string;
  type: string;
  api_version: "v1";
  environment: "live" | "sandbox";
  created_at: string;
  data: unknown;
  previous_attributes?: unknown;
  test?: true;
};

export const COLUMNS = "id, type, data, previous_attributes, created_at, test_of";

/**
 * The JSON text of an event: what `GET /events` shows and what webhooks are sent, byte for byte the same each time.
 * The stored texts are JSON already and go in as they are.
 */
export function envelope(row: EventRow, environment: "live" | "sandbox"): string {
  const head = JSON.stringify({
    id: row.id,
    type: row.type,
    api_version: "v1",
    environment,
    created_at: new Date(row.created_at).toISOString(),
    ...(row.test_of ? { test: true } : {}),
  });
  const previous = row.previous_attributes === null ? "" : `,"previous_attributes":${row.previous_attributes}`;
  return `${head.slice(0, -1)},"data":${row.data}${previous}}`;
}

export const toEvent = (row: EventRow, environment: "live" | "sandbox"): WireEvent =>
  JSON.parse(envelope(row, environment)) as WireEvent;
