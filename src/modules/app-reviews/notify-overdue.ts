import { prepare } from "#db/client";
import { describe, log } from "#lib/log";
import { sendMail } from "#modules/accounts";
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
  const admins = await adminAddresses(env);
  log("warn", "app reviews overdue", { count: overdue.length, admins: admins.length });
  const lines = overdue.map(
    ({ id, application_id: app, name, due_at: due }) =>
      `${name ?? app}: due ${new Date(due).toISOString().slice(0, 10)}, review ${id}`,
  );
  const sent = await Promise.all(admins.map((to) => send(env, to, lines)));
  // With nobody told, tomorrow's notice is tried again within the hour.
  if (admins.length > 0 && !sent.includes(true)) return 0;
  await prepare(
    platform,
    "update app_reviews set overdue_notified_on = ?2 where id in (select value from json_each(?1))",
    JSON.stringify(overdue.map(({ id }) => id)),
    today,
  ).run();
  return overdue.length;
}

async function adminAddresses(env: Bindings): Promise<string[]> {
  const { results } = await prepare(
    platformOf(env),
    "select email from users where is_platform_admin = 1 limit 50",
  ).all<{ email: string }>();
  const named = env.PLATFORM_ADMINS.split(",").map((address) => address.trim().toLowerCase());
  return [...new Set([...named.filter((address) => address !== ""), ...results.map(({ email }) => email)])].slice(
    0,
    50,
  );
}

async function send(env: Bindings, to: string, lines: readonly string[]): Promise<boolean> {
  try {
    await sendMail(env, {
      to,
      kind: "app-reviews-overdue",
      subject: lines.length === 1 ? "An app review is overdue" : `${lines.length} app reviews are overdue`,
      text: ["Developers were promised an answer within five business days.", ...lines],
      action: { label: "Review criteria", url: `${env.PUBLIC_URL}/docs/review-criteria/` },
    });
    return true;
  } catch (error) {
    log("warn", "overdue notice not mailed", describe(error));
    return false;
  }
}
