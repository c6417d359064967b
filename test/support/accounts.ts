import { env, SELF } from "cloudflare:test";
import { vi } from "vitest";
import { base64, hmacSha256, sha256Hex } from "#lib/digest";
import { newId } from "#lib/ids";
import { newSecret } from "#lib/api-key-format";
import type { Role } from "../../src/context";
import { Client, newBuilder } from "./harness";

export type TestUser = { id: string; email: string; sessionId: string; cookie: string };
export type UserOptions = { email?: string; isPlatformAdmin?: boolean; emailVerified?: boolean; expiresIn?: number };

/** A user and a session of theirs, straight in the database. */
export async function newUser({
  email,
  isPlatformAdmin = false,
  emailVerified = true,
  expiresIn = 3_600_000,
}: UserOptions = {}): Promise<TestUser> {
  const now = Date.now();
  const [id, sessionId, token] = [newId(now), newId(now), newSecret("", 32)];
  const address = email ?? `u-${id.slice(-12)}@example.com`;
  await env.PLATFORM_DB.batch([
    env.PLATFORM_DB.prepare(
      "insert into users (id, name, email, email_verified, is_platform_admin, created_at, updated_at) values (?, 'Test user', ?, ?, ?, ?, ?)",
    ).bind(id, address, emailVerified ? 1 : 0, isPlatformAdmin ? 1 : 0, now, now),
    env.PLATFORM_DB.prepare(
      "insert into sessions (id, user_id, token, expires_at, created_at, updated_at) values (?, ?, ?, ?, ?, ?)",
    ).bind(sessionId, id, await sha256Hex(token), now + expiresIn, now, now),
  ]);
  const signature = base64(await hmacSha256(env.SESSION_SECRET, token));
  return { id, email: address, sessionId, cookie: cookieOf(encodeURIComponent(`${token}.${signature}`)) };
}

export const cookieOf = (value: string): string =>
  `${env.PUBLIC_URL.startsWith("https://") ? "__Host-" : ""}rossos.session_token=${value}`;

/** Makes the user a member, straight in the database. */
export async function newMembership(userId: string, builderId: string, role: Role): Promise<string> {
  const now = Date.now();
  const id = newId(now);
  await env.PLATFORM_DB.prepare(
    "insert into memberships (id, builder_id, user_id, role, created_at, last_used_at) values (?, ?, ?, ?, ?, ?)",
  )
    .bind(id, builderId, userId, role, now, now)
    .run();
  return id;
}

/** A client of the API with a session instead of a key; it sends the site's own Origin. */
export class SessionClient extends Client {
  readonly user: TestUser;
  /** Sent as X-Builder-Id when set. */
  acting: string | undefined;

  constructor(user: TestUser, builderId = "", acting?: string) {
    super(builderId, undefined);
    this.user = user;
    this.acting = acting;
  }

  override request(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Request {
    return super.request(method, path, body, {
      cookie: this.user.cookie,
      ...(method === "GET" ? {} : { origin: env.PUBLIC_URL }),
      ...(this.acting === undefined ? {} : { "x-builder-id": this.acting }),
      ...headers,
    });
  }
}

/** A signed-in user without a builder. */
export const newUserClient = async (options: UserOptions = {}): Promise<SessionClient> =>
  new SessionClient(await newUser(options));

/** A signed-in member, of a new builder unless one is named. */
export async function newMemberClient(role: Role, builderId?: string, options: UserOptions = {}) {
  const user = await newUser(options);
  const builder = builderId ?? (await newBuilder());
  await newMembership(user.id, builder, role);
  return new SessionClient(user, builder);
}

export type Browser = {
  cookies: Map<string, string>;
  fetch: (
    path: string,
    init?: { method?: string; body?: unknown; headers?: Record<string, string> },
  ) => Promise<Response>;
};

/** A browser of one address: keeps cookies, sends the site's Origin, follows no redirect. */
export function newBrowser(): Browser {
  const cookies = new Map<string, string>();
  const address = `10.${[...crypto.getRandomValues(new Uint8Array(3))].join(".")}`;
  return {
    cookies,
    fetch: async (path, { method = "GET", body, headers = {} } = {}) => {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
      const response = await SELF.fetch(new URL(path, env.PUBLIC_URL), {
        method,
        redirect: "manual",
        headers: {
          "cf-connecting-ip": address,
          ...(method === "GET" ? {} : { origin: env.PUBLIC_URL }),
          ...(body === undefined ? {} : { "content-type": "application/json" }),
          ...(cookie === "" ? {} : { cookie }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      for (const line of response.headers.getSetCookie()) keep(cookies, line);
      return response;
    },
  };
}

function keep(cookies: Map<string, string>, line: string): void {
  const [, name = "", value = ""] = /^([^=]+)=([^;]*)/u.exec(line) ?? [];
  if (/max-age=0/iu.test(line) || value === "") cookies.delete(name);
  else cookies.set(name, value);
}

/** Collects the mails that go to the log while the test runs. */
export function collectMails(): { kind: string; to: string; link: string }[] {
  const mails: { kind: string; to: string; link: string }[] = [];
  // oxlint-disable-next-line no-console -- what is no mail is still to be seen
  const info = console.info.bind(console);
  vi.spyOn(console, "info").mockImplementation((line: unknown) => {
    const entry: unknown = typeof line === "string" && line.startsWith("{") ? JSON.parse(line) : undefined;
    if (typeof entry === "object" && entry !== null && "message" in entry && entry.message === "mail")
      mails.push(entry as unknown as (typeof mails)[number]);
    else info(line);
  });
  return mails;
}
