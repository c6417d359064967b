import type { z } from "zod";
import type { ActionName, actionOperations, ConfigOf, Fields, SyncName, SyncRecord } from "#models";
import type { Call, FailureClass } from "./endpoint";
import type { Manifest } from "./manifest";

/** A project's place, as connectors that ask by place get it. */
export type Site = { id: string; latitude: number; longitude: number; state: string | null };

/** The postal address of a project whose place is not known, in one line. */
export type SiteAddress = { id: string; address: string };

/** A permit that is to be followed by its number, at an authority that has no interface to file it with. */
export type FollowedPermit = {
  id: string;
  number: string;
  /** What the registry of jurisdictions calls the authority for this connector. */
  agency: string | null;
};

/** What a sync, an action or a check is given. */
export type Run<C> = { call: Call; config: C; now: Date };

export type SyncedRecord<T> = {
  /** The record's id at the upstream; at most 300 characters. */
  id: string;
  data: T;
};

/** What is committed together: if the run breaks after it, the next one goes on from its cursor. */
export type Page<T> = {
  records: readonly SyncedRecord<T>[];
  /** Ids of what is gone, where the upstream says so. */
  deleted?: readonly string[];
  cursor: string | null;
  /** How much there is to do in all, if that is known. */
  total?: number;
  /**
   * Of an incremental sync that has begun again from nothing: the pages of this run together hold everything there is, so
   * what is missing at its end is gone, and only then is its cursor kept. Every page of such a run says so.
   */
  anew?: true;
};

/** A sync ends when no page waits any more; breaking off early is an error to throw. */
export type Sync<C, T> = {
  /**
   * - `incremental`: pages hold what has changed since the cursor;
   * - `snapshot`: a run's pages together hold everything there is, so what is missing is gone. The cursor is a place
   *   within one snapshot.
   */
  mode: "incremental" | "snapshot";
  /**
   * What is gone is expected to go, as an alert that ends. Otherwise a run that would delete more than a fifth of the
   * records stops and asks.
   */
  deletionsExpected?: true;
  run: (
    run: Run<C> & {
      cursor: string | null;
      /** By id. */
      sites: () => Promise<readonly Site[]>;
      /** By id. */
      addresses: () => Promise<readonly SiteAddress[]>;
      /** Of the jurisdictions that the registry has this connector reach, by id. */
      permits: () => Promise<readonly FollowedPermit[]>;
    },
  ) => AsyncIterable<Page<T>>;
};

type Input<A extends ActionName> = z.output<ReturnType<(typeof actionOperations)[A]["input"]>>;
type Output<A extends ActionName> = z.input<ReturnType<(typeof actionOperations)[A]["output"]>>;
/**
 * `key` names the request: the same in every attempt, good as the upstream's own idempotency key. `since` is when it was
 * first asked for: nothing of it is older.
 */
type ActionRun<C, A extends ActionName> = Run<C> & { input: Input<A>; key: string; since: Date };

/**
 * What is done when it is not known whether an attempt got through:
 * - `safe`: it does no harm to repeat it;
 * - `reconcile`: the upstream is asked first;
 * - `anyway`: it cannot be asked, and twice is better than not at all; the listing says so. An answer of whatever form is
 *   taken for the end of it.
 */
export type Action<C, A extends ActionName> =
  | { repeat: "safe" | "anyway"; run: (run: ActionRun<C, A>) => Promise<Output<A>> }
  | {
      repeat: "reconcile";
      run: (run: ActionRun<C, A>) => Promise<Output<A>>;
      /** @returns what an earlier attempt brought about, or undefined when it did nothing */
      find: (run: ActionRun<C, A>) => Promise<Output<A> | undefined>;
    };

export type Incoming = { method: string; headers: Headers; query: URLSearchParams; body: string };

/**
 * `id` is the upstream's own, the same when it sends again; `syncs` are those to run for it; `warning` is what its builder is
 * told of at once, so that nothing comes to an end.
 */
export type HookEvent = { id: string; syncs: readonly SyncName[]; warning?: string };

/** What a webhook is verified with. */
export type Verifying<C> = {
  /** What the builder entered or the upstream gave; empty where the manifest says that there is none. */
  secret: string;
  config: C;
  now: Date;
  /** For keys that the upstream publishes. */
  call: Call;
  /** What was kept of earlier webhooks of the connector, on this machine; it may be gone at any time. */
  kept: Pick<Map<string, string>, "get" | "set">;
};

export type Webhook<C> = {
  /** Whether the upstream sent it. @throws CallFailure when that cannot be told at the moment; it is then sent again */
  verify: (incoming: Incoming, known: Verifying<C>) => Promise<boolean>;
  /** None when it only tries the address, or tells of what is not this install's. */
  parse: (incoming: Incoming, known: { config: C }) => HookEvent[];
  /** Answers what the upstream asks of an address before it sends, without which nothing is stored. */
  handshake?: (incoming: Incoming) => { status: number; headers?: Record<string, string>; body?: string } | undefined;
};

/** Something that happened in the builder's data: an event of the API, `data` as on the wire. */
export type Happened = {
  id: string;
  type: string;
  data: Readonly<Record<string, unknown>>;
  /** Former values of what an update changed. */
  previous: Readonly<Record<string, unknown>>;
};

/** An action to request for an event; `key` tells those of one event apart. */
export type Reaction = {
  [A in ActionName]: { action: A; input: z.input<ReturnType<(typeof actionOperations)[A]["input"]>>; key: string };
}[ActionName];

export type Events<C> = {
  /** At least so many ms lie between two of these actions. */
  pauseMs: number;
  /** None for what is of no interest. */
  react: (event: Happened, known: { config: C }) => readonly Reaction[];
};

/** Who is to be let in, and where the upstream then sends the browser, if it shows the window at an address of its own. */
type LinkRequest = { userId: string; webhookUrl: string | null; again: boolean; returnUrl: string | null };

/** How a user lets us in through the upstream's own window. */
export type Link<C> = {
  /**
   * A token that opens the window. With `again` the connection is there, and is let in once more.
   * @returns `expiresAt` as the upstream says it, RFC 3339; `url` of the window, where `returnUrl` asks for one
   */
  begin: (run: Run<C> & LinkRequest) => Promise<{ token: string; expiresAt: string; url: string | null }>;
  /**
   * What was given in a window at the upstream that `begin` had an address for.
   * @param run.webhookUrl as `begin` had it: what was begun for another install is refused
   * @returns what `exchange` takes; undefined while nothing was given
   * @throws CallFailure
   */
  result?: (run: Run<C> & { linkToken: string; webhookUrl: string | null }) => Promise<string | undefined>;
  /** @returns the connection's token, for what the window gave */
  exchange: (run: Run<C> & { publicToken: string }) => Promise<string>;
};

export type Version<C> = {
  /** The origin and path all endpoints lie below; https. None where nothing is asked of the other side. */
  baseUrl?: string;
  /** Sent with every call. */
  headers?: (config: C) => Readonly<Record<string, string>>;
  /** How many calls one connection may make. */
  quota?: { calls: number; perSeconds: number };
  /** A call that proves that configuration and credentials work. Without it there is nothing to prove. */
  check?: (run: Run<C>) => Promise<unknown>;
  /** What is wrong with settings, beyond what their form says: the field, or a place in it, as `channels/0`. */
  faultsOf?: (config: C) => readonly { field: string; detail: string }[];
  /** Of a manifest whose `auth` is of that type. */
  link?: Link<C>;
  /** Ends our access at the upstream when it is uninstalled. */
  disconnect?: (run: Run<C>) => Promise<unknown>;
  syncs?: { [S in SyncName]?: Sync<C, SyncRecord<S>> };
  actions?: { [A in ActionName]?: Action<C, A> };
  webhook?: Webhook<C>;
  events?: Events<C>;
};

/** A version's code, typed by the fields of its connector's manifest. */
export const defineVersion = <F extends Fields>(
  _manifest: { config: F },
  version: Version<ConfigOf<F>>,
): Version<ConfigOf<F>> => version;

/** One recorded exchange with the upstream. Conformance tests replay them, and sandboxes are answered from them. */
export type Exchange = {
  /** Name of the endpoint. A sandbox that asks for something else of it is given this answer too. */
  endpoint: string;
  /** `GET /path?query`, as sent. */
  request: string;
  /** The body as sent, and headers that go along, where what is sent is what the recording shows. */
  sent?: unknown;
  carries?: Readonly<Record<string, string>>;
  /** Null: no answer came in time. */
  status: number | null;
  headers?: Readonly<Record<string, string>>;
  /** JSON, or text as it is. */
  body: unknown;
  /**
   * How a sandbox is given it, which prefers it then, so that it tells of the days that are asked about:
   * - `today`: a day; all moments of the answer are moved by as many days as it is from then to now;
   * - `day`: the field of the day in each item of a list, which stands under a name, or is the answer itself. The items are
   *   moved to the days that the parameters `from` and `to` name; those that are not recorded are like the last that is.
   */
  inSandbox?: { today: string } | { list: string | null; day: string; from: string; to: string };
};

/** One operation from its input to its outcome, with all that is exchanged in between. */
export type Recording = {
  /**
   * Addresses of the documentation, or of published answers, that the shapes are taken from; none for a fault that any
   * server may show. `quoted`: all values are from there. `made_up`: none is, the shape alone. Every connector has it; a
   * test's own does not.
   */
  source?: { from: readonly string[]; values: "quoted" | "partly_quoted" | "made_up" };
  /** `check`, `webhook`, or the name of a sync or an action. */
  operation: string;
  config: Readonly<Record<string, unknown>>;
  /** RFC 3339. */
  now: string;
  sites?: readonly Site[];
  addresses?: readonly SiteAddress[];
  permits?: readonly FollowedPermit[];
  /** Where a sync goes on from. Default: the beginning. */
  cursor?: string | null;
  /** An action's input and key. */
  input?: unknown;
  key?: string;
  /** An earlier attempt of the action came to an unknown end: `find` comes first, `run` only if it did nothing. */
  repeated?: boolean;
  /** What a webhook is sent, and the secret the install knows. */
  incoming?: { headers: Readonly<Record<string, string>>; body: string; secret: string };
  exchanges: readonly Exchange[];
  /**
   * A sync's records, what it deletes and the cursor it ends at; an action's output; a webhook's events, or null when it
   * is refused; or the class of failure it ends in. A check has nothing to show.
   */
  expected: {
    records?: readonly SyncedRecord<unknown>[];
    deleted?: readonly string[];
    cursor?: string | null;
    output?: unknown;
    events?: readonly HookEvent[] | null;
    failure?: FailureClass;
    /** With a failure: whether the upstream refuses what the request says. Default: no. */
    rejected?: boolean;
  };
};

/** A connector as the product finds it. Nothing of it is loaded before it is needed. */
export type Registered = {
  /** Plain data: its listing, its install form, its schedule. */
  manifest: () => Promise<Manifest>;
  /** Each is loaded when an install that is pinned to it needs it. */
  versions: Readonly<
    Record<string, { load: () => Promise<Version<never>>; recordings: () => Promise<readonly Recording[]> }>
  >;
};
