import { createServer, type Server } from "node:http";
import { expect } from "vitest";
import { manifest } from "../../../src/connectors/opengov-permits/manifest";
import type { Api, Json } from "./api";
import { list, type Refs } from "./records";
import { until } from "./webhooks";
import type { World } from "./world";

/** A jurisdiction of the registry that takes applications with OpenGov. */
const JURISDICTION = "0194a7c0-0000-7000-8000-000000000006";
export const OPENGOV_ORIGINS = ["https://api.plce.opengov.com", "https://accounts.viewpointcloud.com"] as const;

/** A community with no records, and with no place that an application could be for. */
export async function startCommunity(): Promise<{ url: string; server: Server }> {
  const server = createServer((request, response) => {
    request.resume();
    const isToken = request.url?.startsWith("/oauth/token") === true;
    const body = isToken
      ? { access_token: "token", token_type: "Bearer", expires_in: 86_400 }
      : { data: [], meta: { totalPages: 1, totalRecords: 0 } };
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify(body));
  });
  await new Promise<void>((done) => {
    server.listen(0, "127.0.0.1", () => done());
  });
  const address = server.address();
  return { url: `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`, server };
}

const idOf = ({ body }: { body: Json }): string => String(body["id"]);

/** An application that the community refuses, goes on by hand, is issued, and is withdrawn. */
export async function exercisePermits(api: Api, refs: Refs): Promise<void> {
  const install = {
    permissions: manifest.permissions,
    config: { community: "sampletown" },
    credentials: { client_id: "id", client_secret: "secret" },
  };
  await api.does("installIntegration", 200, { params: { slug: manifest.slug }, body: install });
  const project_id = refs["project"] ?? "";
  const body = { project_id, jurisdiction_id: JURISDICTION, title: "House" };
  const params = { id: idOf(await api.does("createPermit", 201, { body })) };
  const { body: form } = await api.does("getPermitApplication", 200, { params });
  expect(form).toMatchObject({ can_submit: false, missing: [{ pointer: "/record_type" }] });
  await api.does("submitPermit", 400, { params });
  await api.does("updatePermit", 200, { params, body: { record_type: "101" } });
  await api.does("submitPermit", 200, { params });
  await api.does("submitPermit", 409, { params });
  await until(async () => {
    const { body: permit } = await api.does("getPermit", 200, { params });
    return permit["status"] === "submission_failed" ? true : undefined;
  });
  await api.does("filePermitByHand", 200, { params });
  await api.does("filePermitByHand", 409, { params });
  const issued = { status: "permit_issued", status_text: "Issued", number: "26-1", at: "2026-05-04" };
  await api.does("recordPermitStatus", 200, { params, body: issued });
  await api.does("recordPermitStatus", 400, { params, body: { ...issued, at: "2999-01-01" } });
  await list(api, "listPermitStatuses", params);
  await api.does("withdrawPermit", 200, { params });
  await api.does("withdrawPermit", 409, { params });
}

/** The registry, and what becomes of reports to it. */
export async function exerciseJurisdictions(api: Api, { people }: World): Promise<void> {
  await list(api, "listJurisdictions");
  const params = { id: JURISDICTION };
  await api.does("getJurisdiction", 200, { params });
  await list(api, "listJurisdictionCalls", params);
  const body = api.routeOf("reportJurisdiction").operation.requestBody?.content["application/json"]?.example as Json;
  const headers = { "idempotency-key": "one-report" };
  const first = await api.does("reportJurisdiction", 201, { body, headers });
  expect(idOf(await api.does("reportJurisdiction", 201, { body, headers }))).toBe(idOf(first));
  const about = { kind: "api_down", jurisdiction_id: JURISDICTION, note: "It does not answer." };
  await api.does("reportJurisdiction", 422, { body: about, headers });
  const second = await api.does("reportJurisdiction", 201, { body: about });
  const { session } = people.admin;
  await list(api, "listJurisdictionReports", {}, { session });
  const approval = { session, params: { id: idOf(first) } };
  await api.does("approveJurisdictionReport", 200, { ...approval, body: { note: "Thank you." } });
  await api.does("approveJurisdictionReport", 409, approval);
  await api.does("reportJurisdiction", 409, { body });
  const rejection = { session, params: { id: idOf(second) }, body: { note: "It does again." } };
  await api.does("rejectJurisdictionReport", 200, rejection);
  await api.does("rejectJurisdictionReport", 409, rejection);
}
