import type { ActionName, Category, Fields, SyncName } from "#models";

/** How data really flows; the listing shows it. */
export type ConnectorKind =
  | "live_api"
  | "file_import"
  | "inbound_webhook"
  | "email"
  | "punchout"
  | "deep_link"
  | "feed"
  | "manual";

type OAuthEndpoint = {
  tokenUrl: string;
  scopes: readonly string[];
  /** How the client names itself to the token endpoint (RFC 6749 section 2.3.1). Default: `basic`. */
  clientAuth?: "basic" | "body";
  /** A header in which the token endpoint wants the client's id as well. */
  clientIdHeader?: string;
  /** What stands between the scopes. Default: a space (RFC 6749 section 3.3). */
  scopeSeparator?: string;
  /** What stands before the token in the Authorization header. Default: `Bearer`; empty for the token alone. */
  scheme?: string;
};

/** What the upstream wants to be shown. Credentials themselves are kept sealed, in the install's connection. */
export type Auth =
  | { type: "none" }
  | {
      type: "api_key";
      /** The header or the query parameter that carries it. */
      in: "header" | "query";
      name: string;
      /** Put before the key, such as `Bearer `. */
      prefix?: string;
      /** What the upstream calls it, for the install form. */
      label: string;
    }
  | { type: "basic"; usernameLabel: string; passwordLabel: string }
  /** An address that the upstream gives for this alone: who knows it may send there. All calls go to it, whatever their path. */
  | {
      type: "address";
      label: string;
      /** What its path is like, as a regular expression. */
      path: string;
      /** Parameters that it has, without which it is no whole one. */
      parameters: readonly string[];
      /** One, with a made-up secret. Sandboxes and recordings call it. */
      example: string;
    }
  /** Authorization code with PKCE and refresh (RFC 6749, 7636), as a client of the platform's own. */
  | (OAuthEndpoint & {
      type: "oauth2_code";
      authorizeUrl: string;
      /** Further parameters of the authorization request. */
      authorizeParameters?: Readonly<Record<string, string>>;
      /** Those that come from the install form: the field of the form, by the name of the parameter. */
      authorizeFromConfig?: Readonly<Record<string, string>>;
      revokeUrl?: string;
    })
  /** Client credentials (RFC 6749 section 4.4), which the builder gets from the upstream. */
  | (OAuthEndpoint & { type: "oauth2_client"; parameters?: Readonly<Record<string, string>> })
  /**
   * A window of the upstream's own in which a user lets us in: it is opened with a token of ours, and what it gives is
   * exchanged for the connection's token; the version's `link` does both. Each call names the platform's own client by two
   * headers and carries the connection's token as a field of its JSON body.
   */
  | { type: "link"; clientIdHeader: string; clientSecretHeader: string; tokenField: string };

export type Pricing =
  | { type: "free" }
  | { type: "freemium"; monthlyCents?: number }
  | { type: "paid"; monthlyCents: number };

export type VersionInfo = {
  /** `v1`, `v2`, …: the folder that holds it. */
  name: string;
  /** YYYY-MM-DD. */
  released: string;
  /** What is new, in plain words. */
  notes: string;
  /** The upstream's own version, as its vendor names it. */
  upstream: string;
  lifecycle:
    | { status: "current" }
    /** From `upgradeDeadline` on, a day, installs no longer run on it. */
    | { status: "deprecated"; upgradeDeadline: string; reason: string };
};

export type SyncInfo = {
  name: SyncName;
  description: string;
  /** How often it runs unless the builder chooses otherwise. */
  everyMinutes: number;
  /** The most often a builder may choose. Default: `everyMinutes`. */
  atMostEveryMinutes?: number;
};

/** Everything that is known of a connector without loading its code: plain data. */
export type Manifest<Config extends Fields = Fields> = {
  /** Lower-case words with hyphens; unique, and never changed. */
  slug: string;
  name: string;
  category: Category;
  kind: ConnectorKind;
  /** One line. */
  tagline: string;
  /** What it is for, in paragraphs. */
  description: string;
  pricing: Pricing;
  auth: Auth;
  /** The fields of the install form. */
  config: Config;
  /** The field of the install form that names whose service is asked, where one upstream serves many. */
  accountFrom?: string;
  /** Hosts its calls may go to, and no others: `api.example.com`, or `*.example.com` for any below it. */
  allowedHosts: readonly string[];
  /** What a builder agrees to, in plain words, one a line. */
  permissions: readonly string[];
  /** Steps to set it up, in order. */
  setupGuide: readonly string[];
  /** What it brings into the product, and what it sends out, in plain words. */
  data: { reads: readonly string[]; writes: readonly string[] };
  support: { url?: string; email?: string };
  /** The vendor's own page. */
  vendorUrl: string;
  /** Newest last; new installs get the last one that is current. */
  versions: readonly [VersionInfo, ...VersionInfo[]];
  syncs: readonly SyncInfo[];
  actions: readonly ActionName[];
  /** Set when the upstream sends webhooks to us. */
  webhooks?: {
    description: string;
    /** False where no secret is shared: they are signed with a key that the upstream publishes. */
    hasSecret?: false;
  };
  /** Set when it acts by itself on what happens in the builder's data. */
  events?: { description: string };
  /** When calls to the upstream are cut off; `failures` in a row within `windowSeconds`. Default: 5 within a day. */
  breaker?: { failures: number; windowSeconds: number };
};

/** A manifest as its connector writes it: what is not said is free, without credentials or settings, and current. */
export type ManifestSpec<Config extends Fields = Fields> = Omit<
  Manifest<Config>,
  "pricing" | "auth" | "config" | "versions" | "syncs" | "actions"
> &
  Partial<Pick<Manifest<Config>, "pricing" | "auth" | "config" | "syncs" | "actions">> & {
    versions: readonly [VersionSpec, ...VersionSpec[]];
  };

type VersionSpec = Omit<VersionInfo, "lifecycle"> & Partial<Pick<VersionInfo, "lifecycle">>;

const whole = (version: VersionSpec): VersionInfo => ({ lifecycle: { status: "current" }, ...version });

export function defineManifest<Config extends Fields = Record<never, never>>(
  spec: ManifestSpec<Config>,
): Manifest<Config> {
  const { pricing = { type: "free" }, auth = { type: "none" }, syncs = [], actions = [], ...told } = spec;
  // Without fields, the type has none either.
  const { config = {} as Config } = spec;
  const [first, ...later] = spec.versions;
  return { ...told, pricing, auth, config, syncs, actions, versions: [whole(first), ...later.map(whole)] };
}
