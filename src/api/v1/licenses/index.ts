import { sampleId, vendors } from "#models";
import * as licenses from "#modules/licenses";
import { type AnyEndpoint, endpoint } from "../../endpoint";
import {
  boardExample,
  boardsSchema,
  checkExample,
  checkSchema,
  licenseExample,
  licenseSchema,
  manualExample,
  type ManualInput,
  manualSchema,
} from "./schemas";

const tag = "Vendors";
const params = { id: { description: "Id of the vendor.", example: sampleId(vendors) } };

export const licenseEndpoints: readonly AnyEndpoint[] = [
  endpoint<readonly licenses.Board[]>({
    operationId: "listLicenseBoards",
    method: "get",
    path: "/license-boards",
    scope: "read:vendors",
    tag,
    summary: "List license boards",
    description:
      "How contractors' licenses are verified in each of the 50 states and the District of Columbia: by a live look-up, in a published file, or on the board's page.",
    responses: { 200: { description: "All of them.", schema: boardsSchema, example: { data: [boardExample] } } },
    run: async () => licenses.licenseBoards,
    answer: (data) => ({ status: 200, body: { data } }),
  }),
  endpoint<licenses.LicenseOfVendor>({
    operationId: "getVendorLicense",
    method: "get",
    path: "/vendors/{id}/license",
    params,
    scope: "read:vendors",
    tag,
    summary: "Get a vendor's license",
    description: "What was found out about a vendor's license, from which source and when.",
    responses: { 200: { description: "The license.", schema: licenseSchema, example: licenseExample } },
    run: ({ ctx, params: { id = "" } }) => licenses.getLicense(ctx, id),
    answer: (license) => ({ status: 200, body: license }),
  }),
  endpoint<licenses.LicenseCheck>({
    operationId: "verifyVendorLicense",
    method: "post",
    path: "/vendors/{id}/license/verify",
    params,
    scope: "write:vendors",
    callsUpstream: true,
    tag,
    summary: "Verify a vendor's license",
    description:
      "Looks the vendor's `license_number` up in the data of its `license_state` now, and every day from then on. The builder is told 60, 30 and 7 days before the license ends, and when it is no longer active. Where a state has no data that can be looked up, the answer is a 409 that says where a person can look.",
    idempotent: "tenant",
    responses: { 200: { description: "What was found.", schema: checkSchema, example: checkExample } },
    run: ({ ctx, params: { id = "" } }) => licenses.verifyLicense(ctx, id),
    answer: (check) => ({ status: 200, body: check }),
  }),
  endpoint<licenses.LicenseCheck, ManualInput>({
    operationId: "recordLicenseCheck",
    method: "post",
    path: "/vendors/{id}/license/checks",
    params,
    scope: "write:vendors",
    tag,
    summary: "Record a check of a license",
    description:
      "Records what a person found on the board's page, with who and when. The builder is told 60, 30 and 7 days before the day on which it ends.",
    body: { schema: manualSchema, example: manualExample },
    idempotent: "tenant",
    responses: {
      201: {
        description: "The check.",
        schema: checkSchema,
        example: { ...checkExample, source: "manual", note: manualExample.note },
      },
    },
    run: ({ ctx, body, params: { id = "" } }) => licenses.recordManualCheck(ctx, id, body),
    answer: (check) => ({ status: 201, body: check }),
  }),
];
