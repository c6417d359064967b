import { expect } from "vitest";
import type { TokenReply } from "./oauth";

/** RFC 6749 section 5.2, to the letter. */
export function expectError({ status, headers, body }: TokenReply, error: string, wanted = 400): void {
  expect({ status, error: body["error"] }).toEqual({ status: wanted, error });
  expect(Object.keys(body).toSorted()).toEqual(["error", "error_description"]);
  expect(body["error_description"]).toMatch(/^[\u0020\u0021\u0023-\u005b\u005d-\u007e]+$/u);
  expect(headers.get("content-type")).toBe("application/json");
  expect(headers.get("cache-control")).toBe("no-store");
  expect(headers.get("pragma")).toBe("no-cache");
  expect(headers.has("www-authenticate")).toBe(wanted === 401);
}
