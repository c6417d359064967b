import { env } from "cloudflare:test";
import { afterEach, beforeEach, expect, test } from "vitest";
import worker from "../../src/worker";
import { type Client, newClient } from "../support/harness";
import { newJurisdiction, newSite } from "../support/permits";
import { noWaiting, Upstream } from "../support/upstream";

const DOMAIN = "permits.amity.example";
const PASS = `mx.cloudflare.net; dkim=pass header.d=${DOMAIN} header.s=s1 header.b=abc; dmarc=pass header.from=${DOMAIN} policy.dmarc=none; spf=pass smtp.mailfrom=x@${DOMAIN}`;

let upstream: Upstream;
beforeEach(() => {
  upstream = new Upstream(() => new Response(null, { status: 503 }));
});
afterEach(() => upstream.end());

type Scene = { client: Client; id: string; address: string };

async function scene(shard = 0): Promise<Scene> {
  const client = await newClient({ shard });
  const jurisdiction_id = await newJurisdiction(null, ["amity.example"]);
  const project_id = await newSite(client);
  const { body } = await client.post<{ id: string }>("/v1/permits", { project_id, jurisdiction_id, title: "House" });
  await client.post(`/v1/permits/${body.id}/manual`);
  const form = await client.get<{ status_address: string }>(`/v1/permits/${body.id}/application`);
  return { client, id: body.id, address: form.body.status_address };
}

type Parts = {
  from?: string;
  results?: string;
  subject?: string;
  body?: string;
  date?: string;
  type?: string;
  more?: string[];
};

const mailOf = ({ from = `Permits <no-reply@${DOMAIN}>`, results = PASS, ...parts }: Parts): string =>
  [
    ...(results === "" ? [] : [`Authentication-Results: ${results}`]),
    ...(parts.more ?? []),
    `From: ${from}`,
    `Subject: ${parts.subject ?? "Your permit"}`,
    `Date: ${parts.date ?? "Mon, 04 May 2026 10:00:00 -0400"}`,
    `Content-Type: ${parts.type ?? "text/plain; charset=utf-8"}`,
    "",
    parts.body ?? "The status of permit 26-7 has been changed to In Review.",
  ].join("\r\n");

/** @returns why it was rejected, if it was */
async function send(to: string, raw: string, rawSize = raw.length): Promise<string | undefined> {
  let rejected: string | undefined;
  const message = {
    to,
    from: "bounce@amity.example",
    headers: new Headers(),
    raw: new Response(raw).body as ReadableStream<Uint8Array>,
    rawSize,
    setReject: (reason: string) => (rejected = reason),
  };
  await worker.email(message, env, noWaiting);
  return rejected;
}

type Permit = { status: string; status_text: string | null; status_at: string | null };
const show = async ({ client, id }: Scene) => (await client.get<Permit>(`/v1/permits/${id}`)).body;
type Line = { status: string; status_text: string; source: string; detail: string; raw: string };
const lines = async ({ client, id }: Scene) =>
  (await client.get<{ data: Line[] }>(`/v1/permits/${id}/statuses`)).body.data;
const notices = async ({ client }: Scene) =>
  (await client.get<{ data: { kind: string; title: string; body: string }[] }>("/v1/notifications")).body.data;

test("a status that the jurisdiction states by mail becomes the permit's, with the mail kept", async () => {
  const at = await scene(1);
  expect(at.address.split("@")[0]).toHaveLength(64);
  expect(await send(at.address.toUpperCase(), mailOf({}))).toBeUndefined();
  expect(await show(at)).toMatchObject({
    status: "in_review",
    status_text: "In Review",
    status_at: "2026-05-04T14:00:00.000Z",
  });
  const [line] = await lines(at);
  expect(line).toMatchObject({ source: "email", detail: `no-reply@${DOMAIN}` });
  expect(line?.raw).toContain("has been changed to In Review");
  // The same mail again, and an older one, change nothing.
  await send(at.address, mailOf({}));
  expect(await lines(at)).toHaveLength(1);
  const older = { date: "Fri, 01 May 2026 10:00:00 +0000", body: "Your application has been received." };
  await send(at.address, mailOf(older));
  expect((await show(at)).status).toBe("in_review");
  expect((await lines(at)).map(({ status }) => status)).toEqual(["application_accepted", "in_review"]);
});

const forged = "mx.cloudflare.net; dmarc=fail header.from=permits.amity.example; spf=none";
const nobodys: [string, Parts][] = [
  ["from another domain", { from: "x@evil.example", results: PASS.replaceAll(DOMAIN, "evil.example") }],
  ["from a look-alike", { from: "x@notamity.example", results: PASS.replaceAll(DOMAIN, "notamity.example") }],
  ["that was not verified", { results: "" }],
  ["that failed", { results: forged }],
  ["verified by somebody else", { results: PASS.replace("mx.cloudflare.net", "mx.evil.example") }],
  ["whose good result came with it", { results: forged, more: [`Authentication-Results: ${PASS}`] }],
  ["verified for another domain", { results: PASS.replaceAll(DOMAIN, "evil.example") }],
  ["signed by a domain below", { results: `mx.cloudflare.net; dkim=pass header.d=x.${DOMAIN}` }],
  ["with two senders", { from: `a@evil.example, b@${DOMAIN}` }],
  ["with two From headers", { more: ["From: x@evil.example"] }],
  ["that hides its sender in a name", { from: `"x@${DOMAIN}" <x@evil.example>` }],
];

test("mail of nobody who is known is a notice and never a status", { timeout: 60_000 }, async () => {
  const at = await scene();
  for (const [name, parts] of nobodys) {
    const rejected = await send(at.address, mailOf(parts));
    expect({ name, rejected, ...(await show(at)) }).toMatchObject({ name, status: "manual", status_text: null });
    expect(rejected).toBeUndefined();
  }
  const told = await notices(at);
  expect(told.map(({ kind }) => kind)).toEqual(nobodys.map(() => "permit_mail"));
  expect(await lines(at)).toEqual([]);
});

const unclear = [
  "Your permit has not been issued.",
  "If the permit was issued, print it.",
  "Status: banana",
  "Your permit was issued. Your application was denied.",
  "Thank you for visiting us.\n\nOn Mon, 4 May 2026, you wrote:\n> Status: Issued",
  "> Your permit has been issued.",
];

test("what is not stated outright is a notice as well", async () => {
  const at = await scene();
  for (const body of unclear) await send(at.address, mailOf({ body }));
  expect((await show(at)).status).toBe("manual");
  expect(await notices(at)).toHaveLength(unclear.length);
});

const html = [
  "preamble",
  "--b=1",
  'Content-Type: multipart/alternative; boundary="=-in.ner"',
  "",
  "--=-in.ner",
  "Content-Type: text/html; charset=iso-8859-1",
  "Content-Transfer-Encoding: quoted-printable",
  "",
  "<head><title>Status: Denied</title></head><p>D=E9cision</p><p>Permit 7 <b>has been</b> issued=",
  ".</p>",
  "--=-in.ner--",
  "--b=1",
  "Content-Type: text/plain",
  "Content-Disposition: attachment; filename=a.txt",
  "",
  "Status: Withdrawn",
  "--b=1--",
].join("\r\n");

test("mail of parts, encodings and character sets is read; what is attached is not", async () => {
  const at = await scene();
  await send(
    at.address,
    mailOf({ type: 'multipart/mixed; boundary="b=1"', body: html, subject: "=?utf-8?B?RMOpY2lzaW9u?=" }),
  );
  expect(await show(at)).toMatchObject({ status: "permit_issued", status_text: "issued" });
  expect((await lines(at))[0]?.raw).toMatch(/^Décision\n\nDécision\n/u);
  const encoded = btoa("Record status: Finaled\r\n").replace(/(.{8})/u, "$1\r\n");
  await send(
    at.address,
    mailOf({ body: encoded, more: ["Content-Transfer-Encoding: base64"], date: "Mon, 01 Jun 2026 10:00:00 +0000" }),
  );
  expect((await show(at)).status).toBe("permit_finaled");
});

test("mail to an address that we did not give, or that is too large, goes back", async () => {
  const at = await scene();
  const [local = "", domain = ""] = at.address.split("@");
  const other = `${local.slice(0, 63)}${local.endsWith("a") ? "b" : "a"}`;
  for (const to of [`${other}@${domain}`, `${local}@evil.example`, `x@${domain}`, "x", `${local}a@${domain}`])
    expect([to, await send(to, mailOf({}))]).toEqual([to, "There is no such address."]);
  expect(await send(at.address, mailOf({}), 2_000_000)).toMatch(/1 MiB/u);
  expect(await send(at.address, "x".repeat(1_100_000), 10)).toMatch(/1 MiB/u);
  expect(await notices(at)).toEqual([]);
  const deep = Array.from(
    { length: 200 },
    (_, n) => `--b${n}\r\nContent-Type: multipart/mixed; boundary=b${n + 1}\r\n\r\n`,
  );
  expect(await send(at.address, mailOf({ type: "multipart/mixed; boundary=b0", body: deep.join("") }))).toBeUndefined();
  expect(await send(at.address, "")).toBeUndefined();
});

test("mail of strangers is shown 20 times a day, even all at once; then one notice says that more is refused", async () => {
  const at = await scene(1);
  const stranger = (subject: string) => send(at.address, mailOf({ from: "x@spam.example", results: "", subject }));
  const subjects = Array.from({ length: 24 }, (_, index) => `Offer ${index}`);
  const rejected = (await Promise.all(subjects.map(stranger))).filter((reason) => reason !== undefined);
  expect(rejected).toHaveLength(4);
  expect(rejected[0]).toMatch(/tomorrow/u);
  expect(await stranger("One more")).toMatch(/tomorrow/u);
  const told = (await notices(at)).map(({ title }) => title);
  expect(told.filter((title) => title.endsWith("mail from somebody who is not known"))).toHaveLength(20);
  expect(told.filter((title) => title === "More mail about permits is refused for a day")).toHaveLength(1);
  expect(told).toHaveLength(21);

  // What the jurisdiction sends is still taken in.
  expect(await send(at.address, mailOf({ subject: "Question", body: "Which roof is it?" }))).toBeUndefined();
  expect(await notices(at)).toHaveLength(22);
  expect(await send(at.address, mailOf({}))).toBeUndefined();
  expect(await show(at)).toMatchObject({ status: "in_review" });
});
