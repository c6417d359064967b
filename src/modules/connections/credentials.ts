import type { Auth } from "#connectors/sdk";
import { base64 } from "#lib/digest";
import { type Fault, invalid } from "../../errors";

/** What is kept, sealed. `webhook_secret` is what the upstream signs its webhooks with. */
export type Stored = {
  api_key?: string;
  username?: string;
  password?: string;
  client_id?: string;
  client_secret?: string;
  access_token?: string;
  refresh_token?: string;
  webhook_secret?: string;
};

/** What a builder enters, by kind of authentication; tokens are got by other ways. */
export const CREDENTIAL_FIELDS: Readonly<Record<Auth["type"], readonly (keyof Stored)[]>> = {
  none: [],
  api_key: ["api_key"],
  basic: ["username", "password"],
  oauth2_code: [],
  oauth2_client: ["client_id", "client_secret"],
  link: [],
};

const LONGEST = 4000;
const PRINTABLE = /^[\u0020-\u007e\u00a0-\u00ff]+$/u;

/**
 * The credentials a builder entered, checked against what the connector needs.
 * @throws DomainError invalid_request naming each fault below `/credentials`
 */
export function readCredentials(auth: Auth, sent: Readonly<Record<string, string>>, hasWebhooks: boolean): Stored {
  const needed: readonly string[] = CREDENTIAL_FIELDS[auth.type];
  const known = hasWebhooks ? [...needed, "webhook_secret"] : needed;
  const faults: Fault[] = [
    ...needed.filter((name) => !sent[name]).map((name) => ({ pointer: `/credentials/${name}`, detail: "Required." })),
    ...Object.keys(sent)
      .filter((name) => !known.includes(name))
      .map((name) => ({ pointer: `/credentials/${name}`, detail: `There is no credential ${name}.` })),
    ...Object.entries(sent)
      .filter(([, value]) => value.length > LONGEST || (value !== "" && !PRINTABLE.test(value)))
      .map(([name]) => ({
        pointer: `/credentials/${name}`,
        detail: `A credential is at most ${LONGEST} printable characters.`,
      })),
  ];
  if (faults.length > 0) throw invalid(faults);
  return sent as Stored;
}

export type Attached = {
  headers: Record<string, string>;
  query: Record<string, string>;
  /** Fields of a JSON body. */
  body?: Record<string, string>;
};

const utf8Base64 = (text: string): string => base64(new TextEncoder().encode(text));

const withScheme = (scheme = "Bearer", token = ""): string => `${scheme} ${token}`.trim();

/** How the credentials go along with a request. */
export function attach(auth: Exclude<Auth, { type: "link" }>, stored: Stored): Attached {
  switch (auth.type) {
    case "none":
      return { headers: {}, query: {} };
    case "api_key": {
      const value = `${auth.prefix ?? ""}${stored.api_key ?? ""}`;
      return auth.in === "header"
        ? { headers: { [auth.name]: value }, query: {} }
        : { headers: {}, query: { [auth.name]: value } };
    }
    case "basic": {
      const pair = utf8Base64(`${stored.username ?? ""}:${stored.password ?? ""}`);
      return { headers: { authorization: `Basic ${pair}` }, query: {} };
    }
    case "oauth2_code":
    case "oauth2_client":
      return { headers: { authorization: withScheme(auth.scheme, stored.access_token) }, query: {} };
  }
}
