import { type Db, prepare } from "#db/client";
import { describe, log } from "#lib/log";
import { type Mail, sendMail } from "#modules/accounts";
import type { Bindings } from "../../bindings";
import { platformOf } from "../../context";

/** Admins that are told of something. */
const MOST = 50;

const ADMINS = `select id, email from users where is_platform_admin = 1 limit ${MOST}`;

const admins = async (platform: Db): Promise<{ id: string; email: string }[]> =>
  (await prepare(platform, ADMINS).all<{ id: string; email: string }>()).results;

export const platformAdminIds = async (platform: Db): Promise<string[]> => (await admins(platform)).map(({ id }) => id);

/** The addresses of platform admins, those of `PLATFORM_ADMINS` first. */
async function adminAddresses(env: Bindings): Promise<string[]> {
  const named = env.PLATFORM_ADMINS.split(",").map((address) => address.trim().toLowerCase());
  const known = (await admins(platformOf(env))).map(({ email }) => email);
  return [...new Set([...named.filter((address) => address !== ""), ...known])].slice(0, MOST);
}

/** Mails every platform admin. @returns whether somebody could be sent it, or there is nobody to send it to */
export async function mailAdmins(env: Bindings, mail: Omit<Mail, "to">): Promise<boolean> {
  const addresses = await adminAddresses(env);
  const sent = await Promise.all(
    addresses.map(async (to) => {
      try {
        await sendMail(env, { ...mail, to });
        return true;
      } catch (error) {
        log("warn", "admin not mailed", { kind: mail.kind, ...describe(error) });
        return false;
      }
    }),
  );
  return addresses.length === 0 || sent.includes(true);
}
