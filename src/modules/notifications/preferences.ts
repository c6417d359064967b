import { commitPlatform } from "#db/commit";
import { prepare } from "#db/client";
import type { Context, UserContext } from "../../context";
import { type Channel, CHANNELS, isOnByDefault, KINDS, kindNames, type NoticeKind } from "./kinds";

/** As on the wire. */
export type Preference = { kind: NoticeKind; description: string; channel: Channel; is_enabled: boolean };
export type Choice = Pick<Preference, "kind" | "channel" | "is_enabled">;

type Row = { user_id: string; kind: string; channel: string; is_enabled: number };

const key = (kind: string, channel: string): string => `${kind} ${channel}`;

/** What each of these people chose, by `kind channel`. */
async function choicesOf(platform: Context["platform"], userIds: readonly string[]) {
  const { results } = await prepare(
    platform,
    "select user_id, kind, channel, is_enabled from notification_preferences where user_id in (select value from json_each(?1))",
    JSON.stringify(userIds),
  ).all<Row>();
  const byUser = Map.groupBy(results, ({ user_id: id }) => id);
  return (userId: string) =>
    new Map((byUser.get(userId) ?? []).map((row) => [key(row.kind, row.channel), row.is_enabled === 1]));
}

/** For each of these people, the kinds they do not want by a channel. */
export async function mutedKinds(
  platform: Context["platform"],
  userIds: readonly string[],
  channel: Channel,
): Promise<(userId: string) => ReadonlySet<string>> {
  const choices = await choicesOf(platform, userIds);
  return (userId) => {
    const chosen = choices(userId);
    return new Set(kindNames.filter((kind) => !(chosen.get(key(kind, channel)) ?? isOnByDefault(kind, channel))));
  };
}

/** Every kind by every channel, with what the person chose or else the default. */
export async function listPreferences(ctx: UserContext): Promise<Preference[]> {
  const chosen = (await choicesOf(ctx.platform, [ctx.user.id]))(ctx.user.id);
  return kindNames.flatMap((kind) =>
    CHANNELS.map((channel) => ({
      kind,
      description: KINDS[kind].description,
      channel,
      is_enabled: chosen.get(key(kind, channel)) ?? isOnByDefault(kind, channel),
    })),
  );
}

const UPSERT = `insert into notification_preferences (user_id, kind, channel, is_enabled, updated_at)
select ?1, value->>'$.kind', value->>'$.channel', value->>'$.is_enabled', ?2 from json_each(?3) where true
on conflict (user_id, kind, channel) do update set is_enabled = excluded.is_enabled, updated_at = excluded.updated_at`;

/** Changes what is named and leaves the rest. */
export async function changePreferences(ctx: UserContext, choices: readonly Choice[]): Promise<Preference[]> {
  await commitPlatform(ctx, {
    writes: [prepare(ctx.platform, UPSERT, ctx.user.id, ctx.now, JSON.stringify(choices))],
    result: undefined,
  });
  return await listPreferences(ctx);
}
