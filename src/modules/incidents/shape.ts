/** As on the wire. */
export type PublicIncident = {
  id: string;
  integration: string;
  cause: "breaker" | "kill_switch";
  title: string;
  is_open: boolean;
  opened_at: string;
  closed_at: string | null;
  /** While it goes on: so far. */
  duration_seconds: number;
  /** Newest first. */
  updates: { body: string; created_at: string }[];
};

export type IncidentRow = {
  id: string;
  integration: string;
  cause: "breaker" | "kill_switch";
  title: string;
  opened_at: number;
  closed_at: number | null;
  updates: string;
};

/** Updates of one incident that are shown. */
const MOST_UPDATES = 100;

export const INCIDENTS = `(select id, slug as integration, cause, title, opened_at, closed_at, closed_at is null as is_open
 from integration_incidents)`;
export const COLUMNS = `id, integration, cause, title, opened_at, closed_at, (select json_group_array(json_object('body', u.body, 'created_at', u.created_at))
 from (select body, created_at from incident_updates where incident_id = incident.id order by id desc limit ${MOST_UPDATES}) u) as updates`;
export const SOURCE = `${INCIDENTS} incident`;

export const toIncident = (row: IncidentRow, now: number): PublicIncident => ({
  id: row.id,
  integration: row.integration,
  cause: row.cause,
  title: row.title,
  is_open: row.closed_at === null,
  opened_at: new Date(row.opened_at).toISOString(),
  closed_at: row.closed_at === null ? null : new Date(row.closed_at).toISOString(),
  duration_seconds: Math.max(0, Math.round(((row.closed_at ?? now) - row.opened_at) / 1000)),
  updates: (JSON.parse(row.updates) as { body: string; created_at: number }[]).map(({ body, created_at: at }) => ({
    body,
    created_at: new Date(at).toISOString(),
  })),
});
