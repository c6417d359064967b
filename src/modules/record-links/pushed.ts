import type { Finished, Meaning, Outcome, Outcomes } from "#modules/actions";
import { forgetRecord } from "#modules/syncs";
import type { Context } from "../../context";
import { closeConflicts } from "./conflict-rows";
import { dependentsDue } from "./due";
import type { Creation, Kind, Writing } from "./kind";
import { KINDS } from "./kinds";
import { deleteLink, findLink, type Link, linksTo, saveLink } from "./store";
import { told } from "./synced";

type Succeeded = { link: Link; request: Finished; output: unknown };
type OnSuccess = (ctx: Context, done: Succeeded) => Promise<Meaning> | Meaning;

/** The link whose changes a request carries; undefined for one that was asked for otherwise. */
const linkFor = async (ctx: Context, { install_id: installId, key }: Finished): Promise<Link | undefined> => {
  const [, id] = /^link:([^:]+):/u.exec(key) ?? [];
  return id === undefined ? undefined : await findLink(ctx, installId, id);
};

/**
 * What was refused there waits for a decision, or until it changes. What could not be brought there in time is asked for
 * again with the next change of either side.
 */
function failed(ctx: Context, link: Link, { failure }: Extract<Outcome, { kind: "delayed" | "failed" }>): Meaning {
  const refusal = failure.message.slice(0, 300);
  const rests = { ...link, request_id: null };
  const isChange = link.external_id !== "" && !("" in link.pushed);
  const problem = isChange ? link.problem : refusal;
  if (!failure.rejected) return { writes: saveLink(ctx, { ...rests, pushed: {}, refusal: null, problem }) };
  return { writes: saveLink(ctx, { ...rests, refusal, problem, due_at: ctx.now }) };
}

const outcomeOf =
  (onSuccess: OnSuccess): Outcomes[string] =>
  async (ctx, request, outcome) => {
    const link = await linkFor(ctx, request);
    if (!link) return {};
    if (outcome.kind === "succeeded") return await onSuccess(ctx, { link, request, output: outcome.output });
    return outcome.kind === "failed" && link.request_id === request.id ? failed(ctx, link, outcome) : {};
  };

const SENT = { pushed: {}, request_id: null, refusal: null, problem: null };

/** What was written is there by our doing: both agree on it. It may have been told of by a sync already. */
const created =
  (kind: Kind, { idOf }: Creation): OnSuccess =>
  async (ctx, { link, output }) => {
    if (link.external_id !== "") return {};
    const id = idOf(output as never);
    const other = (await linksTo(ctx, link.install_id, kind.model, [id])).get(id);
    if (other && other.record_id !== null) {
      const problem = "What was found there for it is another record of yours already.";
      return { writes: saveLink(ctx, { ...link, request_id: null, refusal: problem, problem }) };
    }
    const agreed = { ...SENT, record_id: link.record_id, base: { ...kind.start, ...link.pushed }, due_at: ctx.now };
    const known: Link = other
      ? { ...other, ...agreed }
      : { ...link, ...agreed, external_id: id, remote: link.pushed, other_key: null };
    const waiting = kind.dependents === undefined ? [] : [dependentsDue(ctx, kind.dependents, known)];
    return { writes: [...(other ? deleteLink(ctx, link) : []), ...saveLink(ctx, known), ...waiting] };
  };

/** What was not written although nothing was changed there, was left by the other side. */
const written =
  (kind: Kind, { read }: Writing): OnSuccess =>
  (ctx, { link, request, output }) => {
    const { written: names, data } = read(output as never);
    const news = kind.read(data as never);
    if (link.record_id === null) return {};
    // A sync has told of a later state already.
    if (link.remote_at > news.at)
      return request.id === link.request_id ? { writes: saveLink(ctx, { ...link, ...SENT, due_at: ctx.now }) } : {};
    // What was written the other side has by our doing: it has changed nothing there itself.
    const ours = Object.fromEntries(names.map((name) => [name, news.values[name] ?? null]));
    const now = { ...told(ctx, link, news), base: { ...link.base, ...ours } };
    if (request.id !== link.request_id) return { writes: saveLink(ctx, now) };
    const left = Object.keys(link.pushed).filter((name) => !names.includes(name));
    const refused = left.length > 0 && left.every((name) => news.values[name] === link.remote[name]);
    const rest = Object.fromEntries(left.map((name) => [name, link.pushed[name] ?? null]));
    const after = refused ? { ...SENT, pushed: rest, refusal: "It was left as it is at the other side." } : SENT;
    return { writes: saveLink(ctx, { ...now, ...after }) };
  };

/** There is none any more, at either side; that the other side will tell so is no news. */
const undone: OnSuccess = (ctx, { link }) => ({
  writes: [
    ...deleteLink(ctx, link),
    ...closeConflicts(ctx, link),
    forgetRecord(ctx, { installId: link.install_id, model: link.model, externalId: link.external_id }),
  ],
});

/** What the outcome of writing a record of ours to a ledger means to its link. */
export const linkOutcomes: Outcomes = Object.fromEntries(
  KINDS.flatMap((kind) => {
    const { creation, writing, undoing } = kind;
    return [
      ...(creation ? [[creation.action, outcomeOf(created(kind, creation))] as const] : []),
      ...(writing ? [[writing.action, outcomeOf(written(kind, writing))] as const] : []),
      ...(undoing ? [[undoing.action, outcomeOf(undone)] as const] : []),
    ];
  }),
);
