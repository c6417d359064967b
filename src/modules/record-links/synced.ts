import type { Write } from "#db/client";
import { canonicalJson } from "#lib/canonical-json";
import type { Sink, Sinks } from "#modules/syncs";
import type { Context } from "../../context";
import type { Kind, Told } from "./kind";
import { KINDS } from "./kinds";
import { type Link, linksTo, newLink, saveLink } from "./store";

/** A record as it was told, in its link, which is to be looked at. */
export const told = (ctx: Context, link: Link, { values, matchKey, otherKey, at }: Told): Link => ({
  ...link,
  remote: values,
  remote_at: at,
  match_key: matchKey,
  other_key: otherKey,
  gone_at: null,
  due_at: ctx.now,
});

const isNews = (known: Link, { values, at }: Told): boolean =>
  known.remote_at <= at && (canonicalJson(known.remote) !== canonicalJson(values) || known.gone_at !== null);

/** Keeps what a page tells, committed with it; what follows from it is done link by link afterwards. */
const keep =
  (kind: Kind): Sink =>
  async (ctx, { installId }, { changed, gone }) => {
    const ids = [...changed.map(({ id }) => id), ...gone];
    const links = await linksTo(ctx, installId, kind.model, ids);
    const of = { install_id: installId, model: kind.model, entity: kind.entity.name };
    const writes: Write[] = [];
    for (const { id, data } of changed) {
      const news = kind.read(data as never);
      const known = links.get(id);
      if (known ? isNews(known, news) : news.mayMatch)
        writes.push(...saveLink(ctx, told(ctx, known ?? newLink(ctx, of, { external_id: id }), news)));
    }
    for (const id of kind.remove ? gone : []) {
      const known = links.get(id);
      if (known) writes.push(...saveLink(ctx, { ...known, gone_at: ctx.now, due_at: ctx.now }));
    }
    return { writes, events: [] };
  };

/** What records that a ledger tells of mean to records of ours. */
export const linkSinks: Sinks = Object.fromEntries(KINDS.map((kind) => [kind.model, keep(kind)]));
