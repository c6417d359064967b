import { env } from "cloudflare:test";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { currentUser, sendMail } from "../../src/modules/accounts";
import { type Browser, collectMails, newBrowser } from "../support/accounts";

// The sign-in library is loaded by the first request that needs it.
beforeAll(async () => {
  await newBrowser().fetch("/auth/get-session");
}, 60_000);
// A password costs a few tenths of a second of work, as it should.
vi.setConfig({ testTimeout: 30_000 });
afterEach(() => vi.restoreAllMocks());

const password = "correct horse battery";
let serial = 0;
const newEmail = () => `person-${(serial += 1)}-${Date.now()}@example.com`;
const post = (browser: Browser, path: string, body: unknown) => browser.fetch(path, { method: "POST", body });
const problemOf = async (response: Response) => {
  const { code, reason } = await response.json<{ code: string; reason?: string }>();
  return [response.status, code, reason];
};

async function signUp(browser: Browser, email: string): Promise<void> {
  const mails = collectMails();
  const response = await post(browser, "/auth/sign-up/email", { name: "Ana Ortiz", email, password });
  expect(response.status).toBe(200);
  const mail = await vi.waitUntil(() => mails.find(({ to }) => to === email));
  expect(mail.kind).toBe("verify-email");
  const verified = await browser.fetch(mail.link);
  expect(verified.status).toBe(302);
}

test("signs up, confirms the address, and is signed in", async () => {
  const mails = collectMails();
  const [browser, email] = [newBrowser(), newEmail()];
  const signedUp = await post(browser, "/auth/sign-up/email", { name: "Ana Ortiz", email, password });
  expect(signedUp.status).toBe(200);
  expect(browser.cookies.size).toBe(0);
  const early = await post(browser, "/auth/sign-in/email", { email, password });
  expect(await problemOf(early)).toEqual([403, "forbidden", "EMAIL_NOT_VERIFIED"]);
  const mail = await vi.waitUntil(() => mails.find(({ to }) => to === email));
  expect(mail.link).toMatch(/^https:\/\/rossos\.test\/auth\/verify-email\?token=/u);
  const verified = await browser.fetch(mail.link);
  expect([verified.status, verified.headers.get("location")]).toEqual([302, "/"]);
  const session = await (await browser.fetch("/auth/get-session")).json<{ user: { email: string } }>();
  expect(session.user.email).toBe(email);
  const again = await newBrowser().fetch(mail.link);
  expect([again.status, again.headers.getSetCookie()]).toEqual([302, []]);
});

test("signs in, out, and the cookie is bound to this site", async () => {
  const email = newEmail();
  await signUp(newBrowser(), email);
  const browser = newBrowser();
  const signedIn = await post(browser, "/auth/sign-in/email", { email: email.toUpperCase(), password });
  expect(signedIn.status).toBe(200);
  expect(signedIn.headers.get("set-cookie")).toMatch(
    /^__Host-rossos\.session_token=[^;]+; Max-Age=604800; Path=\/; HttpOnly; Secure; SameSite=Lax$/u,
  );
  expect((await browser.fetch("/api/v1/projects")).status).toBe(403);
  const stolen = `__Host-rossos.session_token=${browser.cookies.get("__Host-rossos.session_token")}`;
  const crossSite = await newBrowser().fetch("/auth/sign-out", {
    method: "POST",
    headers: { cookie: stolen, origin: "https://evil.test" },
  });
  expect(crossSite.status).toBe(403);
  expect((await post(browser, "/auth/sign-out", {})).status).toBe(200);
  expect(browser.cookies.size).toBe(0);
  const after = await newBrowser().fetch("/api/v1/projects", { headers: { cookie: stolen } });
  expect(after.status).toBe(401);
});

test("our own look-up agrees with the library's session", async () => {
  const [browser, email] = [newBrowser(), newEmail()];
  await signUp(browser, email);
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const user = await currentUser(env, new Request(env.PUBLIC_URL, { headers: { cookie } }));
  const session = await (
    await browser.fetch("/auth/get-session")
  ).json<{ session: { id: string }; user: { id: string } }>();
  expect(user).toMatchObject({ id: session.user.id, sessionId: session.session.id, email, isPlatformAdmin: false });
  const admins = { ...env, PLATFORM_ADMINS: `x@example.com, ${email.toUpperCase()}` };
  expect((await currentUser(admins, new Request(env.PUBLIC_URL, { headers: { cookie } })))?.isPlatformAdmin).toBe(true);
});

test.for([
  ["/auth/sign-in/email", {}, ["/email", "/password"], "email: Required. (1 of 2 faults)"],
  ["/auth/sign-in/email", { email: "x", password: "y" }, ["/email"], "email: This is not an e-mail address."],
  [
    "/auth/sign-in/email",
    { email: 5, password: [] },
    ["/email", "/password"],
    "email: This must be text. (1 of 2 faults)",
  ],
  ["/auth/sign-up/email", { email: "a@example.com", password }, ["/name"], "name: Required."],
  ["/auth/request-password-reset", [], [""], "The body must be an object."],
  ["/auth/reset-password", { token: "t" }, ["/newPassword"], "newPassword: Required."],
  ["/auth/update-user", { name: "  " }, ["/name"], "name: This may not be empty."],
  ["/auth/update-user", { name: "x".repeat(201) }, ["/name"], "name: At most 200 characters."],
] as const)("%s says what is wrong with %j", async ([path, body, pointers, detail]) => {
  const browser = newBrowser();
  const response = await browser.fetch(path, { method: "POST", body });
  const problem = await response.json<{ detail: string; errors: { pointer: string }[] }>();
  expect([response.status, problem.detail]).toEqual([400, detail]);
  expect(problem.errors.map(({ pointer }) => pointer)).toEqual(pointers);
});

test("wrong passwords, unknown addresses and bad input are told apart only as far as they may", async () => {
  const [browser, email] = [newBrowser(), newEmail()];
  await signUp(browser, email);
  const wrong = await post(newBrowser(), "/auth/sign-in/email", { email, password: "not the password" });
  const unknown = await post(newBrowser(), "/auth/sign-in/email", { email: newEmail(), password });
  expect(await problemOf(wrong)).toEqual([401, "unauthenticated", "INVALID_EMAIL_OR_PASSWORD"]);
  expect(await problemOf(unknown)).toEqual([401, "unauthenticated", "INVALID_EMAIL_OR_PASSWORD"]);
  const short = await post(newBrowser(), "/auth/sign-up/email", { name: "x", email: newEmail(), password: "short" });
  expect(await problemOf(short)).toEqual([400, "invalid_request", "PASSWORD_TOO_SHORT"]);
  const malformed = await newBrowser().fetch("/auth/sign-in/email", { method: "POST", body: "x" });
  expect(malformed.status).toBe(400);
  const form = await newBrowser().fetch("/auth/sign-in/email", {
    method: "POST",
    body: {},
    headers: { "content-type": "application/x-www-form-urlencoded" },
  });
  expect(form.status).toBe(415);
  expect((await newBrowser().fetch("/auth/delete-user", { method: "POST", body: {} })).status).toBe(404);
  expect((await newBrowser().fetch("/auth/sign-out")).status).toBe(405);
});

test("signing up twice tells the address's owner, not the one who tries", async () => {
  const email = newEmail();
  await signUp(newBrowser(), email);
  vi.restoreAllMocks();
  const mails = collectMails();
  const response = await post(newBrowser(), "/auth/sign-up/email", {
    name: "Mallory",
    email,
    password: "another password",
  });
  expect(response.status).toBe(200);
  const mail = await vi.waitUntil(() => mails.find(({ to }) => to === email));
  expect(mail.kind).toBe("existing-account");
  expect((await post(newBrowser(), "/auth/sign-in/email", { email, password: "another password" })).status).toBe(401);
});

test("resets a password once, and ends every session", async () => {
  const [browser, email] = [newBrowser(), newEmail()];
  await signUp(browser, email);
  vi.restoreAllMocks();
  const mails = collectMails();
  const unknown = await post(newBrowser(), "/auth/request-password-reset", { email: newEmail() });
  expect(unknown.status).toBe(200);
  const asked = await post(newBrowser(), "/auth/request-password-reset", { email });
  expect(await asked.json()).toEqual(await unknown.json());
  const mail = await vi.waitUntil(() => mails.find(({ to }) => to === email));
  const token = new URL(mail.link).hash.slice("#token=".length);
  expect(mails.length).toBe(1);
  const changed = await post(newBrowser(), "/auth/reset-password", { token, newPassword: "a new long password" });
  expect(changed.status).toBe(200);
  const twice = await post(newBrowser(), "/auth/reset-password", { token, newPassword: "a third long password" });
  expect(await problemOf(twice)).toEqual([400, "invalid_request", "INVALID_TOKEN"]);
  expect((await browser.fetch("/api/v1/projects")).status).toBe(401);
  expect((await post(newBrowser(), "/auth/sign-in/email", { email, password })).status).toBe(401);
  expect((await post(newBrowser(), "/auth/sign-in/email", { email, password: "a new long password" })).status).toBe(
    200,
  );
});

test("nothing usable is stored", async () => {
  const [browser, email] = [newBrowser(), newEmail()];
  await signUp(browser, email);
  await post(browser, "/auth/request-password-reset", { email });
  const token = decodeURIComponent(browser.cookies.get("__Host-rossos.session_token") ?? "").split(".")[0] ?? "";
  expect(token.length).toBeGreaterThan(20);
  const tables = ["users", "sessions", "accounts", "verifications"];
  const dump = JSON.stringify(
    await Promise.all(tables.map((table) => env.PLATFORM_DB.prepare(`select * from ${table}`).all())),
  );
  expect(dump).toContain(email);
  expect(dump).not.toContain(token);
  expect(dump).not.toContain(password);
  expect(dump).not.toMatch(/reset-password/u);
});

test("posts are limited by address, and tries by e-mail", async () => {
  const email = newEmail();
  const tries = await Promise.all(
    Array.from({ length: 12 }, () =>
      post(newBrowser(), "/auth/sign-in/email", { email, password: "not the password" }),
    ),
  );
  expect(tries.filter(({ status }) => status === 429).length).toBe(2);
  const browser = newBrowser();
  const many = await Promise.all(Array.from({ length: 62 }, () => post(browser, "/auth/sign-out", {})));
  expect(many.filter(({ status }) => status === 429).length).toBe(2);
});

test("mail goes out by the binding where a sender is named", async () => {
  const sent: unknown[] = [];
  const EMAIL = { send: async (mail: unknown) => (sent.push(mail), { messageId: "1" }) } as unknown as SendEmail;
  const mail = {
    to: "ana@example.com",
    kind: "test",
    subject: "Join <Amity> & co",
    text: ["Hello <b>Ana</b>"],
    action: { label: "Open", url: "https://rossos.test/?a=1&b=2" },
  };
  const mails = collectMails();
  await sendMail({ ...env, EMAIL, MAIL_FROM: "RossOS <no-reply@rossos.test>" }, mail);
  const lines = { ...mail, subject: "Amity\r\nBcc: eve@example.com" };
  await sendMail({ ...env, EMAIL, MAIL_FROM: "no-reply@rossos.test" }, lines);
  expect(mails).toEqual([]);
  expect(sent).toMatchObject([
    { from: { name: "RossOS", email: "no-reply@rossos.test" }, to: mail.to, subject: mail.subject },
    {
      from: "no-reply@rossos.test",
      subject: "Amity Bcc: eve@example.com",
      text: "Hello <b>Ana</b>\n\nOpen: https://rossos.test/?a=1&b=2",
    },
  ]);
  expect(JSON.stringify(sent)).toContain("Hello &lt;b&gt;Ana&lt;/b&gt;");
});

test("changes a password with the present one, and ends the other sessions", async () => {
  const [browser, email] = [newBrowser(), newEmail()];
  await signUp(browser, email);
  const other = newBrowser();
  await post(other, "/auth/sign-in/email", { email, password });
  const change = (currentPassword: string) =>
    post(browser, "/auth/change-password", {
      currentPassword,
      newPassword: "yet another one",
      revokeOtherSessions: true,
    });
  expect((await change("not the present one")).status).toBe(400);
  expect((await change(password)).status).toBe(200);
  expect((await browser.fetch("/api/v1/user")).status).toBe(200);
  expect((await other.fetch("/api/v1/user")).status).toBe(401);
  expect((await post(browser, "/auth/revoke-sessions", {})).status).toBe(200);
  expect((await browser.fetch("/api/v1/user")).status).toBe(401);
});
