import { prepare } from "#db/client";
import { log } from "#lib/log";
import { mailAdmins } from "#modules/platform-admins";
import type { Bindings } from "../../bindings";
import { platformOf } from "../../context";

type Overdue = { id: string; application_id: string; due_at: number; name: string | null };

const OVERDUE = `select r.id, r.application_id, r.due_at, a.name from app_reviews r left join oauth_applications a on a.id = r.application_id
 where r.state in ('submitted', 'in_review') and r.due_at < ?1 and (r.overdue_notified_on is null or r.overdue_notified_on < ?2)
 order by r.due_at limit 100`;

/**
 * Tells the platform's admins of submissions past their due date, once a UTC day each.
 * @returns how many were told of
 */
export async function notifyOverdue(env: Bindings, now: number): Promise<number> {
  const platform = platformOf(env);
  const today = new Date(now).toISOString().slice(0, 10);
  const { results: overdue } = await prepare(platform, OVERDUE, now, today).all<Overdue>();
  if (overdue.length === 0) return 0;
  log("warn", "app reviews overdue", { count: overdue.length });
  const lines = overdue.map(
    ({ id, application_id: app, name, due_at: due }) =>
      `${name ?? app}: due ${new Date(due).toISOString().slice(0, 10)}, review ${id}`,
  );
  const wasSent = await mailAdmins(env, {
    kind: "app-reviews-overdue",
    subject: lines.length === 1 ? "An app review is overdue" : `${lines.length} app reviews are overdue`,
    text: ["Developers were promised an answer within five business days.", ...lines],
    action: { label: "Review criteria", url: `${env.PUBLIC_URL}/docs/review-criteria/` },
  });
  // With nobody told, tomorrow's notice is tried again within the hour.
  if (!wasSent) return 0;
  await prepare(
    platform,
    "update app_reviews set overdue_notified_on = ?2 where id in (select value from json_each(?1))",
    JSON.stringify(overdue.map(({ id }) => id)),
    today,
  ).run();
  return overdue.length;
}
