import type { z } from "zod";
import type { Answered, Judgement } from "./endpoint";

/** The most of an upstream's own words that is shown. */
const LONGEST = 300;

/**
 * How the status of a failure is taken, be it of the answer or of an error that its body tells.
 * @param said the upstream's own words; default: words of ours
 */
export function judgeFailure(status: number, said?: string): Judgement {
  const judged = (kind: Judgement["class"], message: string): Judgement => ({
    class: kind,
    message: (said ?? message).slice(0, LONGEST),
  });
  if (status === 401 || status === 403) return judged("config", `The upstream refused the credentials (${status}).`);
  if (status === 429) return { ...judged("transient", "The upstream wants fewer requests."), throttled: true };
  if (status === 408 || status === 425 || status >= 500) return judged("transient", `The upstream failed (${status}).`);
  return judged("contract", `The upstream answered ${status}.`);
}

/** The same of any status: undefined where it is a good one. */
export const judgeStatus = (status: number, said?: string): Judgement | undefined =>
  status >= 200 && status < 300 ? undefined : judgeFailure(status, said);

/** What one request says is refused, in the upstream's own words. */
export const judgeRefused = (said: string): Judgement => ({
  class: "config",
  message: said.slice(0, LONGEST),
  rejected: true,
});

/** Judges an answer whose body tells of an error; one that does not is left to its status. @param form how it tells that */
export const judgeBy =
  <T>(form: z.ZodType<T>, judge: (told: T, answer: Answered) => Judgement | undefined) =>
  (answer: Answered): Judgement | undefined => {
    const { success, data } = form.safeParse(answer.body);
    return success ? judge(data, answer) : undefined;
  };

/** What an upstream's own names of failures mean. A name that is in none of the lists is a breach of its contract. */
export type FailureNames = {
  upstream: string;
  /** What the connection lacks: what its builder is told, by name. */
  connection: Readonly<Record<string, string>>;
  /** What one request says is refused: what its sender is told, by name. */
  request: Readonly<Record<string, string>>;
  /** It wants fewer requests. */
  throttled: readonly string[];
  /** It may be well again later. */
  passing: readonly string[];
  /** Our own client is refused, about which its builder can do nothing. */
  ours?: readonly string[];
};

/** How a failure is taken by its name. @param kind a further name, of the failure's kind */
export function judgeName(names: FailureNames, code: string, kind = code): Judgement {
  const { upstream, connection, request, throttled, passing, ours = [] } = names;
  const shown = code.slice(0, 100);
  const among = (list: readonly string[]): boolean => list.includes(code) || list.includes(kind);
  const told = (by: Readonly<Record<string, string>>) => (Object.hasOwn(by, code) ? by[code] : undefined);
  const [ofConnection, ofRequest] = [told(connection), told(request)];
  if (ofConnection !== undefined) return { class: "config", message: ofConnection, code };
  if (ofRequest !== undefined) return { class: "config", message: ofRequest, rejected: true, code };
  if (among(throttled)) return { class: "transient", message: `${upstream} wants fewer requests.`, throttled: true };
  if (among(passing)) return { class: "transient", message: `${upstream} failed (${shown}).` };
  if (among(ours)) return { class: "system", message: `${upstream} refuses our own client (${shown}).` };
  return { class: "contract", message: `${upstream} answered ${shown}.` };
}
