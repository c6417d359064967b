/** What waits for those who run the platform. */
import { newId } from "#lib/ids";
import { asPerson } from "../support/signed-in";
import type { World } from "../support/world";

/** What the suites before this one have left. */
const CLEAR = [
  "delete from integration_incidents",
  "update app_reviews set state = 'withdrawn' where state in ('submitted', 'in_review')",
  "update integration_reviews set open_reports = 0",
  "update jurisdiction_reports set status = 'rejected' where status = 'open'",
  "delete from contract_alerts",
  "delete from documentation_feedback",
  "delete from audit_log",
];
const INCIDENT =
  "insert into integration_incidents (id, slug, cause, title, opened_at) values (?, 'plaid', 'killed', 'Plaid is off', ?)";
const ALERT = `insert into contract_alerts (id, slug, version, endpoint, day, differences, calls, installs, first_at, last_at)
 values (?1, 'xero', 'v2', 'listInvoices', ?2, '[{"path":"/Invoices/*/Total","expected":"number","received":"string"}]', 12, 3, ?3, ?3)`;
const JUDGED = `insert into integration_reviews (id, slug, builder_id, user_id, rating, title, body, created_at, updated_at, open_reports)
 select ?1, 'ical', ?2, id, 2, 'Buy our umbrellas', 'Cheaper than rain.', ?3, ?3, 1 from users where email = ?4`;
const REPORTED = `insert into integration_review_reports (review_id, user_id, reason, note, created_at)
 select ?1, id, 'spam', 'An advertisement.', ?2 from users where email = ?3`;
const LINE = `insert into audit_log (id, actor_id, action, subject_type, subject_id, detail, created_at)
 values (?1, null, 'integration.killed', 'integration', 'plaid', '{"reason":"It sends wrong data."}', ?2)`;

export function clearAdministration(world: World): void {
  for (const sql of CLEAR) world.change(sql);
}

/** One of everything that an admin decides on, but for reviews of applications. */
export async function fillAdministration(world: World): Promise<void> {
  const { demo } = world;
  const now = Date.now();
  const review = newId(now);
  world.change(INCIDENT, newId(now), now);
  world.change(ALERT, newId(now), new Date(now).toISOString().slice(0, 10), now);
  world.change(JUDGED, review, demo.builder_id, now, demo.users.owner.email);
  world.change(REPORTED, review, now, demo.users.member.email);
  world.change(LINE, newId(now), now);
  const report = { kind: "new_jurisdiction", facts: { name: "Loma", state: "CO", kind: "town" }, note: "On paper." };
  await world.api("POST", "/jurisdictions", report);
  const word = { page: "/docs/guides/lists/", is_helpful: false, comment: "Two filters at once." };
  await asPerson(world, "owner", ["POST", "/documentation/feedback", word]);
}
