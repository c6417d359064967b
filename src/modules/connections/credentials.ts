import type { Auth, Manifest } from "#connectors/sdk";
import { isAllowedHost } from "#lib/allowed-hosts";
import { base64 } from "#lib/digest";
import { type Fault, invalid } from "../../errors";

/** What is kept, sealed. `webhook_secret` is what the upstream signs its webhooks with. */
export type Stored = {
  api_key?: string;
  username?: string;
  password?: string;
  address?: string;
  client_id?: string;
  client_secret?: string;
  access_token?: string;
  refresh_token?: string;
  webhook_secret?: string;
};

/** A credential that a builder enters. */
export type CredentialField = {
  name: keyof Stored;
  /** What the upstream calls it. */
  label: string;
  isSecret: boolean;
  required: boolean;
  example?: string;
};

const field = (name: keyof Stored, label: string, isSecret = true): CredentialField => ({
  name,
  label,
  isSecret,
  required: true,
});

function ownFields(auth: Auth): CredentialField[] {
  switch (auth.type) {
    case "none":
    case "oauth2_code":
    case "link":
      return [];
    case "api_key":
      return [field("api_key", auth.label)];
    case "basic":
      return [field("username", auth.usernameLabel, false), field("password", auth.passwordLabel)];
    case "address":
      return [{ ...field("address", auth.label), example: auth.example }];
    case "oauth2_client":
      return [field("client_id", "Client ID", false), field("client_secret", "Client secret")];
  }
}

/** What a builder enters, by kind of authentication; tokens are got by other ways. */
export const credentialFields = (auth: Auth, hasWebhooks: boolean): CredentialField[] => [
  ...ownFields(auth),
  ...(hasWebhooks ? [{ ...field("webhook_secret", "Signing secret of its webhooks"), required: false }] : []),
];

const LONGEST = 4000;
const PRINTABLE = /^[\u0020-\u007e\u00a0-\u00ff]+$/u;

type AddressAuth = Extract<Auth, { type: "address" }>;

/** What is wrong with an address that a builder entered: it is to be one of the upstream's, and all of it. */
function faultOfAddress({ path, parameters }: AddressAuth, hosts: readonly string[], sent: string): string | undefined {
  const url = URL.parse(sent);
  if (url?.protocol !== "https:" || url.port !== "" || url.username !== "" || url.password !== "")
    return "It is an address that begins with https://.";
  if (!isAllowedHost(url.hostname, hosts)) return `Its host is not ${hosts.join(" or ")}.`;
  if (!new RegExp(path, "u").test(url.pathname)) return "It is another address than this asks for.";
  const missing = parameters.filter((name) => !url.searchParams.get(name));
  return missing.length > 0 ? `It has no ${missing.join(" and no ")}: copy all of it.` : undefined;
}

/**
 * The credentials a builder entered, checked against what the connector needs.
 * @throws DomainError invalid_request naming each fault below `/credentials`
 */
export function readCredentials(
  { auth, allowedHosts }: Pick<Manifest, "auth" | "allowedHosts">,
  sent: Readonly<Record<string, string>>,
  hasWebhooks: boolean,
): Stored {
  const fields = credentialFields(auth, hasWebhooks);
  const needed = fields.filter(({ required }) => required).map(({ name }) => name as string);
  const known = new Set(fields.map(({ name }) => name as string));
  const faults: Fault[] = [
    ...needed.filter((name) => !sent[name]).map((name) => ({ pointer: `/credentials/${name}`, detail: "Required." })),
    ...Object.keys(sent)
      .filter((name) => !known.has(name))
      .map((name) => ({ pointer: `/credentials/${name}`, detail: `There is no credential ${name}.` })),
    ...Object.entries(sent)
      .filter(([, value]) => value.length > LONGEST || (value !== "" && !PRINTABLE.test(value)))
      .map(([name]) => ({
        pointer: `/credentials/${name}`,
        detail: `A credential is at most ${LONGEST} printable characters.`,
      })),
  ];
  const detail = auth.type === "address" && sent["address"] && faultOfAddress(auth, allowedHosts, sent["address"]);
  if (detail) faults.push({ pointer: "/credentials/address", detail });
  if (faults.length > 0) throw invalid(faults);
  return sent as Stored;
}

export type Attached = {
  headers: Record<string, string>;
  query: Record<string, string>;
  /** Fields of a JSON body. */
  body?: Record<string, string>;
  /** Where all calls go. */
  address?: string;
};

const utf8Base64 = (text: string): string => base64(new TextEncoder().encode(text));

const withScheme = (scheme = "Bearer", token = ""): string => `${scheme} ${token}`.trim();

function attachKey({ in: place, name, prefix = "" }: Extract<Auth, { type: "api_key" }>, key = ""): Attached {
  const proof = { [name]: `${prefix}${key}` };
  return place === "header" ? { headers: proof, query: {} } : { headers: {}, query: proof };
}

/** How the credentials go along with a request. */
export function attach(auth: Exclude<Auth, { type: "link" }>, stored: Stored): Attached {
  switch (auth.type) {
    case "none":
      return { headers: {}, query: {} };
    case "api_key":
      return attachKey(auth, stored.api_key);
    case "basic": {
      const pair = utf8Base64(`${stored.username ?? ""}:${stored.password ?? ""}`);
      return { headers: { authorization: `Basic ${pair}` }, query: {} };
    }
    case "address":
      return { headers: {}, query: {}, address: stored.address ?? "" };
    case "oauth2_code":
    case "oauth2_client":
      return { headers: { authorization: withScheme(auth.scheme, stored.access_token) }, query: {} };
  }
}
