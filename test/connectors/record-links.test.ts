import { env } from "cloudflare:test";
import { afterEach, beforeEach, expect, test } from "vitest";
import { canonicalJson } from "#lib/canonical-json";
import { runAction } from "#modules/actions";
import { linkOutcomes, settleLinks } from "#modules/record-links";
import { manifest } from "../../src/connectors/xero/manifest";
import { v2 } from "../../src/connectors/xero/v2";
import type { AnyVersion } from "../../src/modules/installs/open-connector";
import { expectProblem } from "../support/expect-problem";
import { eventually, newClient } from "../support/harness";
import { requests, type Scene, sync as syncAll } from "../support/ledger";
import { registerConnector } from "../support/test-connector";
import { jobContext, json, Upstream } from "../support/upstream";

type Contact = Record<string, unknown> & { ContactID: string; Name: string; EmailAddress: string };
type Conflict = {
  id: string;
  field: string;
  base: string;
  local: string;
  remote: string;
  status: string;
  kept: string;
};
type Vendor = { id: string; name: string; email: string | null; phone: string | null; updated_at: string };
type Page<T> = { data: T[] };

const EMAIL = "office@example.com";
const KEYS = "3ec601ad-eddc-4ccb-a8ac-736e88293b1b";
const OTHER = "5cc8cf28-567e-4d43-b287-687cfcaec47c";

/** Xero, as far as contacts go; each change moves its clock. */
let contacts: Map<string, Contact>;
let written: unknown[];
let clock: number;
let upstream: Upstream;

function change(id: string, fields: object): Contact {
  clock += 2000;
  const before = contacts.get(id) ?? {
    ContactID: id,
    Name: "",
    EmailAddress: "",
    ContactStatus: "ACTIVE",
    IsSupplier: true,
  };
  const after = { ...before, ...fields, UpdatedDateUTC: `/Date(${clock}+0000)/` };
  contacts.set(id, after);
  return after;
}

beforeEach(() => {
  [contacts, written, clock] = [new Map(), [], 1_797_669_015_000];
  upstream = new Upstream(({ method, url, body }) => {
    const [, id] = /\/Contacts\/(.+)$/u.exec(url.pathname) ?? [];
    if (id === undefined) return json({ Contacts: [...contacts.values()] });
    if (method === "GET") return json({ Contacts: [contacts.get(id)] });
    const [sent] = (JSON.parse(body) as { Contacts: object[] }).Contacts;
    written.push(sent);
    return json({ Contacts: [change(id, sent ?? {})] });
  });
});
afterEach(() => upstream.end());

/** Xero's own code, without its sign-in. */
const register = (): string =>
  registerConnector({
    version: {
      ...(v2 as unknown as AnyVersion),
      syncs: { contacts: v2.syncs?.contacts } as AnyVersion["syncs"] & object,
    },
    manifest: {
      config: manifest.config,
      allowedHosts: manifest.allowedHosts,
      syncs: manifest.syncs.filter(({ name }) => name === "contacts"),
      actions: manifest.actions,
    },
  });

async function scene(config: object = {}): Promise<Scene> {
  const client = await newClient();
  const { body } = await client.post<{ id: string }>(`/v1/marketplace/integrations/${register()}/install`, {
    permissions: ["Read your ledger"],
    config: { tenant_id: "fe79f7dd-b6d4-4a92-ba7b-538af6289c58", ...config },
  });
  return { client, id: body.id };
}

const sync = (at: Scene) => syncAll(at, "contacts");
async function act({ client, id }: Scene, requestId: string): Promise<void> {
  const ctx = await jobContext(client, id);
  await runAction(ctx, { installId: id, requestId }, linkOutcomes);
  await settleLinks(ctx, id);
}
const newVendor = async ({ client }: Scene, fields: object) => (await client.post<Vendor>("/v1/vendors", fields)).body;
const vendor = async ({ client }: Scene, id: string) => (await client.get<Vendor>(`/v1/vendors/${id}`)).body;
const conflicts = async ({ client, id }: Scene, query = "?status=open") =>
  (await client.get<Page<Conflict>>(`/v1/installs/${id}/conflicts${query}`)).body.data;
const links = async ({ client, id }: Scene) =>
  (await client.get<Page<{ external_id: string; record_id: string | null }>>(`/v1/installs/${id}/links`)).body.data;
const changes = async ({ client }: Scene, id: string) =>
  (await client.get<Page<{ object_id: string }>>("/v1/events?type=vendor.updated&limit=100")).body.data.filter(
    (event) => canonicalJson(event).includes(id),
  ).length;

/** Xero has what was sent, and no request waits. */
const sent = (at: Scene, email: string) =>
  eventually(async () => {
    for (const { id: requestId } of (await requests(at)).filter(({ status }) => status === "pending"))
      await act(at, requestId);
    const isDone = (await requests(at)).every(({ status }) => status !== "pending");
    return (isDone && contacts.get(KEYS)?.EmailAddress === email) || undefined;
  });

/** A vendor and its contact, which agree. */
async function linked(): Promise<Scene & { vendorId: string }> {
  const at = await scene();
  const { id: vendorId } = await newVendor(at, { name: "Keys Concrete LLC", email: EMAIL });
  change(KEYS, { Name: "Keys Concrete LLC", EmailAddress: EMAIL });
  await sync(at);
  expect(await links(at)).toMatchObject([{ external_id: KEYS, record_id: vendorId }]);
  return { ...at, vendorId };
}

test("a contact's change is the vendor's, and tells of it once", async () => {
  const at = await linked();
  const before = await changes(at, at.vendorId);
  change(KEYS, { EmailAddress: "bills@example.com", Phones: [{ PhoneType: "DEFAULT", PhoneNumber: "555-0170" }] });
  await sync(at);
  expect(await vendor(at, at.vendorId)).toMatchObject({ email: "bills@example.com", phone: "555-0170" });
  expect(await changes(at, at.vendorId)).toBe(before + 1);
  await sync(at);
  expect([await changes(at, at.vendorId), await requests(at), await conflicts(at)]).toEqual([before + 1, [], []]);
});

test("a vendor's change is written to Xero once, and its echo changes nothing", async () => {
  const at = await linked();
  await at.client.patch(`/v1/vendors/${at.vendorId}`, { email: "ray@example.com" });
  await sent(at, "ray@example.com");
  expect(written).toEqual([{ ContactID: KEYS, EmailAddress: "ray@example.com" }]);
  const [before, told] = [await vendor(at, at.vendorId), await changes(at, at.vendorId)];
  await sync(at);
  await sync(at);
  expect(await vendor(at, at.vendorId)).toEqual(before);
  expect([await changes(at, at.vendorId), written.length, (await requests(at)).length]).toEqual([told, 1, 1]);
  // Back and forth again is another change, and not the same request.
  for (const email of [EMAIL, "ray@example.com"]) {
    await at.client.patch(`/v1/vendors/${at.vendorId}`, { email });
    await sent(at, email);
  }
  expect([written.length, await conflicts(at, "")]).toEqual([3, []]);
});

/** Both sides change, before either knows of the other. */
async function disagreeing(): Promise<Scene & { vendorId: string; conflict: Conflict }> {
  const at = await linked();
  change(KEYS, { EmailAddress: "bills@example.com" });
  await at.client.patch(`/v1/vendors/${at.vendorId}`, { email: "ray@example.com" });
  await eventually(async () => ((await requests(at)).length > 0 ? true : undefined));
  await eventually(async () => {
    for (const { id: requestId } of await requests(at)) await act(at, requestId);
    return (await requests(at)).every(({ status }) => status !== "pending") || undefined;
  });
  await sync(at);
  const [conflict] = await eventually(async () => ((await conflicts(at)).length > 0 ? await conflicts(at) : undefined));
  if (!conflict) throw new Error("there is no conflict");
  expect(conflict).toMatchObject({
    field: "email",
    base: EMAIL,
    local: "ray@example.com",
    remote: "bills@example.com",
  });
  // Both are kept.
  expect((await vendor(at, at.vendorId)).email).toBe("ray@example.com");
  expect([contacts.get(KEYS)?.EmailAddress, written]).toEqual(["bills@example.com", []]);
  return { ...at, conflict };
}

const resolve = ({ client, id }: Scene, { id: conflictId }: Conflict, keep: string) =>
  client.post<Conflict>(`/v1/installs/${id}/conflicts/${conflictId}/resolve`, { keep });

test("what both sides have changed waits; keeping theirs changes the vendor", async () => {
  const at = await disagreeing();
  expectProblem(await resolve(at, at.conflict, "both"), "invalid_request");
  expect((await resolve(at, at.conflict, "remote")).body).toMatchObject({ status: "resolved", kept: "remote" });
  expect((await vendor(at, at.vendorId)).email).toBe("bills@example.com");
  expectProblem(await resolve(at, at.conflict, "local"), "invalid_state");
  await sync(at);
  expect([await conflicts(at), written]).toEqual([[], []]);
});

test("what both sides have changed waits; keeping ours is written to Xero", async () => {
  const at = await disagreeing();
  expect((await resolve(at, at.conflict, "local")).body).toMatchObject({ status: "resolved", kept: "local" });
  await sent(at, "ray@example.com");
  await sync(at);
  expect((await vendor(at, at.vendorId)).email).toBe("ray@example.com");
  expect([await conflicts(at), written.length]).toEqual([[], 1]);
});

test("a conflict is over when both sides come to agree by themselves", async () => {
  const at = await disagreeing();
  change(KEYS, { EmailAddress: "ray@example.com" });
  await sync(at);
  expect(await conflicts(at, "?status=resolved")).toMatchObject([{ id: at.conflict.id, kept: null }]);
  expect(await conflicts(at)).toEqual([]);
});

test("contacts that match nothing are listed, and become vendors only where that is wanted", async () => {
  const at = await scene();
  for (const name of ["Twins Ltd", "Twins Ltd"]) await newVendor(at, { name });
  change(KEYS, { Name: "Twins Ltd", EmailAddress: "" });
  change(OTHER, { Name: "A client", IsSupplier: false, IsCustomer: true });
  await sync(at);
  expect(await links(at)).toMatchObject([{ external_id: KEYS, record_id: null }]);

  const creating = await scene({ create_vendors: true });
  change(KEYS, { Name: "Keys Concrete LLC", EmailAddress: EMAIL });
  await sync(creating);
  const { body } = await creating.client.get<Page<Vendor>>("/v1/vendors");
  expect(body.data).toMatchObject([{ name: "Keys Concrete LLC", email: EMAIL }]);
  expect(await links(creating)).toMatchObject([{ external_id: KEYS, record_id: body.data[0]?.id }]);
  change(KEYS, { EmailAddress: "bills@example.com" });
  await sync(creating);
  expect((await vendor(creating, body.data[0]?.id ?? "")).email).toBe("bills@example.com");
});

test("a vendor that is deleted leaves its contact unmatched, and the contact stays", async () => {
  const at = await linked();
  await at.client.delete(`/v1/vendors/${at.vendorId}`);
  await eventually(async () => ((await links(at))[0]?.record_id === null ? true : undefined));
  expect([contacts.has(KEYS), written]).toEqual([true, []]);
});

/** Xero is away for whoever writes. */
function away(): () => void {
  const { behave } = upstream;
  upstream.behave = async (sent, count) =>
    sent.method === "POST" ? new Response(null, { status: 503 }) : await behave(sent, count);
  return () => {
    upstream.behave = behave;
  };
}
const statuses = async (at: Scene) => (await requests(at)).map(({ status }) => status);
const PENDING_NOW =
  "update action_requests set next_attempt_at = 1, lease_until = null where install_id = ? and status = 'pending'";

test("a change that is overtaken by another is not written any more", async () => {
  const at = await linked();
  const back = away();
  for (const email of ["ray@example.com", "delgado@example.com"]) {
    const before = (await requests(at)).length;
    await at.client.patch(`/v1/vendors/${at.vendorId}`, { email });
    await eventually(async () => ((await requests(at)).length > before ? true : undefined));
  }
  await eventually(async () => ((await statuses(at)).join() === "cancelled,pending" ? true : undefined));
  back();
  await env.TENANT_DB_0.prepare(PENDING_NOW).bind(at.id).run();
  await sent(at, "delgado@example.com");
  expect(written).toEqual([{ ContactID: KEYS, EmailAddress: "delgado@example.com" }]);
  await sync(at);
  expect([await conflicts(at, ""), (await vendor(at, at.vendorId)).email]).toEqual([[], "delgado@example.com"]);
});

test("a change that could not be written in time is asked for again with the next one", async () => {
  const at = await linked();
  const back = away();
  await at.client.patch(`/v1/vendors/${at.vendorId}`, { email: "ray@example.com" });
  await eventually(async () => ((await requests(at)).length > 0 ? true : undefined));
  await env.TENANT_DB_0.prepare("update action_requests set expires_at = 1 where install_id = ?").bind(at.id).run();
  await eventually(async () => {
    await env.TENANT_DB_0.prepare(PENDING_NOW).bind(at.id).run();
    for (const { id } of await requests(at)) await act(at, id);
    return (await statuses(at)).join() === "failed" || undefined;
  });
  back();
  await sync(at);
  expect(await statuses(at)).toEqual(["failed"]);
  await at.client.patch(`/v1/vendors/${at.vendorId}`, { phone: "305 555 0170" });
  await eventually(async () => ((await requests(at)).length > 1 ? true : undefined));
  await sent(at, "ray@example.com");
  expect(written).toMatchObject([{ ContactID: KEYS, EmailAddress: "ray@example.com" }]);
  expect(await conflicts(at, "")).toEqual([]);
});

test("a contact is found by its e-mail address where no vendor has its name, if only one has the address", async () => {
  const at = await scene();
  const { id } = await newVendor(at, { name: "Keys Concrete", email: EMAIL });
  for (const name of ["Two", "Three"]) await newVendor(at, { name, email: "twins@example.com" });
  change(KEYS, { Name: "Keys Concrete LLC", EmailAddress: EMAIL });
  change(OTHER, { Name: "Twins", EmailAddress: "twins@example.com" });
  await sync(at);
  const found = new Map((await links(at)).map((link) => [link.external_id, link.record_id]));
  expect(found).toEqual(
    new Map([
      [KEYS, id],
      [OTHER, null],
    ]),
  );
});
