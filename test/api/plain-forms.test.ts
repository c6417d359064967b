import { env, SELF } from "cloudflare:test";
import { afterEach, expect, test, vi } from "vitest";
import { collectMails, newBrowser } from "../support/accounts";

afterEach(() => vi.restoreAllMocks());

let people = 0;
const newEmail = () => `plain-${(people += 1)}-${Math.random().toString(36).slice(2, 8)}@example.com`;
const password = "a long enough password";

/** Sends a form as a browser does that runs no script, from an address of its own. */
function send(path: string, fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> {
  const address = `10.${[...crypto.getRandomValues(new Uint8Array(3))].join(".")}`;
  return SELF.fetch(`${env.PUBLIC_URL}/auth${path}`, {
    method: "POST",
    redirect: "manual",
    headers: { origin: env.PUBLIC_URL, "cf-connecting-ip": address, ...headers },
    body: new URLSearchParams(fields),
  });
}

/** Collects mail, and gives the link of the next one to somebody. */
function mailbox() {
  vi.restoreAllMocks();
  const mails = collectMails();
  return async (email: string) => (await vi.waitUntil(() => mails.find(({ to }) => to === email))).link;
}

const follow = (link: string) => newBrowser().fetch(link.slice(env.PUBLIC_URL.length));

async function signedUp(): Promise<string> {
  const email = newEmail();
  const linkTo = mailbox();
  expect((await send("/sign-up/form", { name: "Pia", email, password })).status).toBe(200);
  expect((await follow(await linkTo(email))).status).toBe(302);
  return email;
}

/** What is said of a field. */
const faultOf = (text: string, name: string) => new RegExp(`id="${name}-fault">([^<]*)<`, "u").exec(text)?.[1];

test("signs up, confirms the address, and goes on where it wanted to", async () => {
  const email = newEmail();
  const linkTo = mailbox();
  const referer = `${env.PUBLIC_URL}/sign-up/?return_to=${encodeURIComponent("/docs/api/?a=1")}`;
  const sent = await send("/sign-up/form", { name: "Pia <b>", email, password }, { referer });
  expect(sent.status).toBe(200);
  expect(await sent.text()).toContain(`We have sent a link to ${email}.`);
  const verified = await follow(await linkTo(email));
  expect(verified.headers.get("set-cookie")).toMatch(/session_token=[^;]+/u);
  const target = new URL(verified.headers.get("location") ?? "", env.PUBLIC_URL);
  const said = await newBrowser().fetch(target.pathname + target.search);
  expect(said.status).toBe(200);
  expect(await said.text()).toContain('<a href="/docs/api/?a=1">Continue</a>');
});

test("what is wrong stands at its field, and what was entered stays, but for the password", async () => {
  const short = await send("/sign-up/form", { name: 'Pia "P"', email: "pia@example.com", password: "tooshort1" });
  const text = await short.text();
  expect([short.status, faultOf(text, "password")]).toEqual([400, "At least 10 characters."]);
  expect(text).toContain('value="Pia &quot;P&quot;"');
  expect(text).toContain('value="pia@example.com"');
  expect(text).not.toContain("tooshort1");
  expect(short.headers.get("content-security-policy")).not.toContain("script-src");
  const several = await (await send("/sign-up/form", { email: "nobody" })).text();
  expect(faultOf(several, "name")).toBe("Required.");
  expect(faultOf(several, "email")).toBe("This is not an e-mail address.");
  expect(faultOf(several, "password")).toBe("Required.");
});

test("signs in and leads on, on this site alone", async () => {
  const email = await signedUp();
  const good = { email, password };
  const page = `${env.PUBLIC_URL}/sign-in/?return_to=`;
  const led = async (referer: string, more: Record<string, string> = {}) =>
    (await send("/sign-in/form", { ...good, ...more }, { referer })).headers.get("location");

  const signedIn = await send("/sign-in/form", good, { referer: `${page}${encodeURIComponent("/docs/api/?v=1#x")}` });
  expect([signedIn.status, signedIn.headers.get("location")]).toEqual([303, "/docs/api/?v=1#x"]);
  expect(signedIn.headers.get("set-cookie")).toMatch(/^__Host-rossos\.session_token=[^;]+;/u);
  expect(await led(`${page}//evil.example/`)).toBe("/console/");
  expect(await led(`${page}https://evil.example/`)).toBe("/console/");
  expect(await led(`${page}/.//evil.example/`)).toBe("/console/");
  expect(await led(`${page}/a/..//evil.example/`)).toBe("/console/");
  expect(await led("https://evil.example/sign-in/?return_to=/account/")).toBe("/console/");
  expect(await led("nonsense", { return_to: "//evil.example/" })).toBe("/console/");
  expect(await led("nonsense", { return_to: "/account/" })).toBe("/account/");

  const wrong = await send("/sign-in/form", { email, password: "not the <password>" }, { referer: `${page}/account/` });
  expect([wrong.status, wrong.headers.getSetCookie()]).toEqual([401, []]);
  const text = await wrong.text();
  expect(text).toContain("Invalid email or password");
  expect(text).toContain('name="return_to" value="/account/"');
  const foreign = await send("/sign-in/form", good, { origin: "https://evil.example" });
  expect([foreign.status, foreign.headers.getSetCookie()]).toEqual([403, []]);
});

test("who is not confirmed is told, and gets a new link", async () => {
  const email = newEmail();
  await send("/sign-up/form", { name: "Pia", email, password });
  const linkTo = mailbox();
  const refused = await send("/sign-in/form", { email, password });
  expect(refused.status).toBe(403);
  expect(await refused.text()).toContain("Confirm your e-mail address first");
  expect((await follow(await linkTo(email))).headers.get("location")).toContain("/auth/confirmed");
  const late = await newBrowser().fetch("/auth/confirmed?return_to=/account/&error=token_expired");
  expect(late.status).toBe(400);
  expect(await late.text()).toContain('action="/auth/send-verification-email/form"');
  const resent = await send("/send-verification-email/form", { email: newEmail() });
  expect(await resent.text()).toContain("a link is on its way");
});

test("chooses a new password by the link in the mail, once", async () => {
  const email = await signedUp();
  const linkTo = mailbox();
  const asked = await send("/request-password-reset/form", { email });
  expect(await asked.text()).toContain(`If ${email} has an account`);
  const link = await linkTo(email);
  const short = await (await send("/reset-password/form", { link, password: "short" })).text();
  expect(faultOf(short, "password")).toBe("At least 10 characters.");
  expect(short).toContain(`value="${link}"`);
  const changed = await send("/reset-password/form", { link: `${link} `, password: "another long password" });
  expect([changed.status, await changed.text()]).toEqual([200, expect.stringContaining("The password is changed.")]);
  const twice = await send("/reset-password/form", { link, password: "a third long password" });
  expect(faultOf(await twice.text(), "link")).toContain("has expired or was used");
  expect((await send("/sign-in/form", { email, password })).status).toBe(401);
  expect((await send("/sign-in/form", { email, password: "another long password" })).status).toBe(303);
});

test("is limited as the API is, takes forms alone, and leads to its page when it is read", async () => {
  const email = newEmail();
  const tries = await Promise.all(Array.from({ length: 12 }, () => send("/sign-in/form", { email, password })));
  const limited = tries.filter(({ status }) => status === 429);
  expect(limited.length).toBe(2);
  expect(Number(limited[0]?.headers.get("retry-after"))).toBeGreaterThan(0);
  expect((await send("/sign-in/form", { email, password: "x".repeat(20_000) })).status).toBe(413);
  const json = await SELF.fetch(`${env.PUBLIC_URL}/auth/sign-in/form`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: "{}",
  });
  expect(json.status).toBe(415);
  const read = await newBrowser().fetch("/auth/sign-in/form");
  expect([read.status, read.headers.get("location")]).toEqual([303, "/sign-in/"]);
  expect((await newBrowser().fetch("/auth/sign-in/form", { method: "PUT" })).status).toBe(404);
});

test.for([
  ["/sign-in/?return_to=%2Fdeveloper%2F%3Fa%3D1", "/sign-up/?return_to=%2Fdeveloper%2F%3Fa%3D1"],
  ["/sign-in/?return_to=https%3A%2F%2Fevil.example%2F", "/sign-up/?return_to=%2Fconsole%2F"],
  ["/sign-in/", "/sign-up/"],
])("keeps the way back that %s has, to another form", async ([from, to]) => {
  const answer = await SELF.fetch(`${env.PUBLIC_URL}/auth/sign-up/form`, {
    redirect: "manual",
    headers: { referer: `${env.PUBLIC_URL}${from}` },
  });
  expect([answer.status, answer.headers.get("location")]).toEqual([303, to]);
});
