import { commitPlatform } from "#db/commit";
import { prepare } from "#db/client";
import { mailAdmins, platformAdminIds } from "#modules/platform-admins";
import { notifyUser } from "#modules/notifications";
import type { Bindings } from "../../bindings";
import { platformOf } from "../../context";
import { type AlertRow, COLUMNS, type ContractAlert, toAlert } from "./shape";

/** Alerts of one pass; what is left goes with the next. */
const MOST = 20;
/** Differences that a mail names, of each alert. */
const MOST_LINES = 5;

const DUE = `select ${COLUMNS} from contract_alerts alert where notice_due_at <= ?1 order by notice_due_at limit ${MOST}`;
const TOLD = "update contract_alerts set notice_due_at = null where id in (select value from json_each(?1))";

/**
 * Tells platform admins of answers that no longer fit: a notice on the site and a mail at once, one for all that is new.
 * A mail that nobody could be sent is tried again with the next pass.
 * @returns how many alerts were told
 */
export async function tellAdmins(env: Bindings, now: number): Promise<number> {
  const platform = platformOf(env);
  const alerts = (await prepare(platform, DUE, now).all<AlertRow>()).results.map(toAlert);
  if (alerts.length === 0) return 0;
  const [first] = alerts;
  const subject = alerts.length === 1 && first ? titleOf(first) : `${alerts.length} endpoints answer differently`;
  const wasSent = await mailAdmins(env, {
    kind: "contract-alerts",
    subject,
    text: ["What these services answer is no longer what our connectors expect.", ...alerts.flatMap(linesOf)],
    action: { label: "See the alerts", url: `${env.PUBLIC_URL}/admin/deprecations/?view=alerts` },
  });
  if (!wasSent) return 0;
  const ids = JSON.stringify(alerts.map(({ id }) => id));
  const admins = await platformAdminIds(platform);
  const notices = alerts.flatMap((alert) =>
    admins.map((userId) =>
      notifyUser({ platform, now }, userId, {
        kind: "contract_alert",
        title: titleOf(alert),
        body: linesOf(alert).join("\n"),
        objectId: alert.id,
      }),
    ),
  );
  await commitPlatform({ platform }, { writes: [...notices, prepare(platform, TOLD, ids)], result: undefined });
  return alerts.length;
}

const titleOf = ({ integration_name: name, version, endpoint }: ContractAlert): string =>
  `${name} ${version}: ${endpoint} answers differently`;

const linesOf = ({ integration_name: name, version, endpoint, differences, installs }: ContractAlert): string[] => [
  `${name} ${version}, ${endpoint}: ${installs === 1 ? "one install" : `${installs} installs`} so far.`,
  ...differences
    .slice(0, MOST_LINES)
    .map(({ path, expected, received }) => `${path || "the whole"}: ${expected} expected, ${received} received`),
];
