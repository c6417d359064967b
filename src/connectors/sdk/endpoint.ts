import type { z } from "zod";
import type { ShapeDifference } from "#lib/shape-difference";

/**
 * Why a call failed:
 * - `config`: the credential or a setting is wrong; this connection needs its builder's attention;
 * - `transient`: the upstream is away or overloaded, and may be back;
 * - `contract`: the answer is not what the upstream once promised;
 * - `system`: our own side failed, or the call was refused here.
 */
export type FailureClass = "config" | "transient" | "contract" | "system";

/**
 * What an answer turned out to be. `throttled`: the upstream is well, and wants fewer calls. `rejected`: it and the
 * connection are well, and what this one request says is refused, so its sender has to correct it; its class is `config`.
 */
export type Judgement = {
  class: FailureClass;
  message: string;
  throttled?: boolean;
  rejected?: boolean;
  /** The upstream's own name of it, where the connector has a way to go on. */
  code?: string | undefined;
};

/** An answer before it is believed. `body` is parsed JSON, or text where that is what the endpoint has. */
export type Answered = { status: number; headers: Headers; body: unknown };

export type Endpoint<R = unknown> = {
  /** Names it in the log of calls. */
  name: string;
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Where it is, if that is not below the version's base URL; its host is among the allowed ones. No credentials are sent there. */
  baseUrl?: string;
  /** Below the base URL, with `{name}` where a value goes. */
  path: string;
  /** What a good answer is. An unknown field is let pass. */
  response: z.ZodType<R>;
  /** How the body is written. Default: `json`. */
  encoding?: "json" | "form";
  /** How the answer is read. Default: `json`. */
  format?: "json" | "text";
  /** A content type named here is sent instead of the encoding's usual one. */
  headers?: Readonly<Record<string, string>>;
  /** False where the connection's token does not go into the body; for upstreams that take it there. */
  token?: false;
  /** Default: 15,000. */
  timeoutMs?: number;
  /** The largest answer that is read, in bytes. Default: 10 MiB. */
  maxBytes?: number;
  /** Whether it does no harm to send it again when the first outcome is not known. Default: GET is, nothing else. */
  repeatable?: boolean;
  /** How long an answer is good for everyone. Heeded only where no credential is sent. */
  cacheSeconds?: number;
  /** Statuses that mean "there is none": `response` gets null. */
  absent?: readonly number[];
  /** Sees a failure that the status alone does not show, or judges one otherwise; undefined leaves it as it is. */
  judge?: (answer: Answered) => Judgement | undefined;
};

export const endpoint = <R>(spec: Endpoint<R>): Endpoint<R> => spec;

/** An endpoint as a table has it: under its name, with method and path in one. */
type Row = Omit<Endpoint, "name" | "method" | "path"> & { at: `${Endpoint["method"]} /${string}` };

/**
 * What is asked of an upstream, as a table: the endpoints by their names.
 * @param usual what all of them have, unless their own row says otherwise
 */
export function endpoints<T extends Readonly<Record<string, Row>>>(
  usual: Partial<Omit<Row, "at" | "response">>,
  table: T,
): { readonly [N in keyof T]: Endpoint<z.output<T[N]["response"]>> } {
  const rows = Object.entries(table).map(([name, { at, ...row }]) => {
    const [method, path = ""] = at.split(" ") as [Endpoint["method"], string?];
    return [name, { ...usual, ...row, name, method, path }] as const;
  });
  return Object.fromEntries(rows) as { readonly [N in keyof T]: Endpoint<z.output<T[N]["response"]>> };
}

export type CallInput = {
  /** Values for the `{name}`s of the path. */
  path?: Readonly<Record<string, string | number>>;
  query?: Readonly<Record<string, string | number | boolean | undefined>>;
  body?: unknown;
  headers?: Readonly<Record<string, string>>;
};

/**
 * The one way out: allowed hosts alone, with the connection's credentials, under breaker, kill switch, timeout and quota,
 * logged, and with an answer that fits the endpoint's schema.
 * @throws CallFailure for everything else
 */
export type Call = <R>(endpoint: Endpoint<R>, input?: CallInput) => Promise<R>;

export class CallFailure extends Error {
  override name = "CallFailure";
  readonly class: FailureClass;
  /** Of the answer; null when there was none. */
  readonly status: number | null;
  /** When it is worth trying again, in ms from now, if that is known. */
  readonly retryAfterMs: number | undefined;
  /** Refused on our side before anything was sent: by the breaker, the kill switch or a quota. */
  readonly refused: boolean;
  /** Whether the request may have had its effect although it failed. */
  readonly ambiguous: boolean;
  /** The upstream refuses what the request says: neither it nor the connection is at fault. */
  readonly rejected: boolean;
  /** Where an answer did not fit, of a `contract` failure. */
  readonly differences: readonly ShapeDifference[];
  /** The upstream's own name of the failure, where it was judged by that. */
  readonly code: string | undefined;
  /** The field of the install form that is at fault, or a place in it, as `channels/0`; undefined where it is another matter. */
  readonly setting: string | undefined;

  constructor(
    judged: Pick<Judgement, "class" | "message" | "rejected" | "code">,
    more: {
      status?: number | null;
      retryAfterMs?: number | undefined;
      refused?: boolean;
      ambiguous?: boolean;
      differences?: readonly ShapeDifference[];
      setting?: string | undefined;
    } = {},
  ) {
    super(judged.message);
    this.class = judged.class;
    this.status = more.status ?? null;
    this.retryAfterMs = more.retryAfterMs;
    this.refused = more.refused ?? false;
    this.ambiguous = more.ambiguous ?? false;
    this.rejected = judged.rejected ?? false;
    this.differences = more.differences ?? [];
    this.code = judged.code;
    this.setting = more.setting;
  }
}

/** A wrong setting, or something the connection lacks: its builder has to act. */
export const misconfigured = (message: string, setting?: string): CallFailure =>
  new CallFailure({ class: "config", message }, { setting });

/** What one request says is refused: its sender has to correct it. */
export const refused = (message: string): CallFailure => new CallFailure({ class: "config", message, rejected: true });

/** What is refused because of what a setting says is that setting's matter; what else fails stays as it is. */
export const ofSetting = (error: unknown, setting: string): unknown =>
  error instanceof CallFailure && error.rejected ? new CallFailure(error, { status: error.status, setting }) : error;

/** An answer that is not what the upstream once promised. */
export const unexpected = (message: string): CallFailure => new CallFailure({ class: "contract", message });
