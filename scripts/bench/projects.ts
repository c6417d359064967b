/** Rows one statement writes. */
const A_STATEMENT = 50_000;
const CLIENTS = 1000;
const HOUR_MS = 3_600_000;

const CLIENT_ROWS = `insert into clients (builder_id, id, name, kind, version, created_at, updated_at)
 with recursive n(i) as (select 0 union all select i + 1 from n where i + 1 < ?2)
 select ?1, printf('01900000-0000-7000-8000-%012x', i), printf('Client %d', i), 'person', 1, ?3, ?3 from n`;

/** Ids order by creation, as those of the API do; the row's number is its minute. */
const PROJECT_ROWS = `insert into projects (builder_id, id, code, name, description, status, kind, client_id, address_line1, city, state, postal_code,
 latitude, longitude, contract_amount_cents, currency, start_date, target_end_date, version, created_at, updated_at)
 with recursive n(i) as (select cast(?2 as integer) union all select i + 1 from n where i + 1 < ?3)
 select ?1, printf('%s-7000-8000-%012x', substr(h, 1, 8) || '-' || substr(h, 9, 4), i), printf('P-%d', i), printf('House %d', i),
 'Two-storey coastal house on piles.', json_extract('["lead","preconstruction","active","on_hold","completed","warranty","cancelled"]', '$[' || (i % 7) || ']'),
 'new_construction', printf('01900000-0000-7000-8000-%012x', i % ${CLIENTS}), '14 Beach Road', 'Amity Island', 'FL', '33037',
 25.0865, -80.4473, 125000000 + i, 'USD', '2026-03-02', '2027-02-26', 1, t, t
 from (select i, t, printf('%012x', t) as h from (select i, cast(?4 as integer) + i * 60000 as t from n))`;

/** When the first generated project was created, epoch ms. */
export const FIRST_PROJECT_AT = Date.UTC(2024, 0, 1);

/** Fills up the builder's projects from `from` rows to `to`. Their clients come with the first. */
export async function growProjects(db: D1Database, builderId: string, from: number, to: number): Promise<void> {
  if (from === 0)
    await db
      .prepare(CLIENT_ROWS)
      .bind(builderId, CLIENTS, FIRST_PROJECT_AT - HOUR_MS)
      .run();
  for (let at = from; at < to; at += A_STATEMENT)
    await db
      .prepare(PROJECT_ROWS)
      .bind(builderId, at, Math.min(to, at + A_STATEMENT), FIRST_PROJECT_AT)
      .run();
}

/** Ids, times and codes of the generated projects follow from their number. */
export const projectAt = (number: number) => ({
  code: `P-${number}`,
  status: "active",
  client_id: `01900000-0000-7000-8000-${(number % CLIENTS).toString(16).padStart(12, "0")}`,
  created_at: new Date(FIRST_PROJECT_AT + number * 60_000).toISOString(),
  updated_at: new Date(FIRST_PROJECT_AT + number * 60_000).toISOString(),
});
