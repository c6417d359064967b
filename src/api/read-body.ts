import { parseJson } from "#lib/json-body";
import type { z } from "@hono/zod-openapi";
import { DomainError, invalid, validate } from "../errors";

/** JSON bodies; files have a limit of their own. */
export const MAX_BODY_BYTES = 1_048_576;

const tooLarge = (most: number) => new DomainError("payload_too_large", `The body is larger than ${most} bytes.`);

/** @throws DomainError payload_too_large, as soon as it is known */
export async function readBytes(request: Request, most = MAX_BODY_BYTES): Promise<Uint8Array> {
  if (Number(request.headers.get("content-length") ?? 0) > most) throw tooLarge(most);
  if (!request.body) return new Uint8Array();
  const parts: Uint8Array[] = [];
  let size = 0;
  // What is not wanted of it is read away once it is answered.
  for await (const part of (request.body as ReadableStream<Uint8Array>).values({ preventCancel: true })) {
    size += part.length;
    if (size > most) throw tooLarge(most);
    parts.push(part);
  }
  const [only] = parts;
  if (only && parts.length === 1) return only;
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

export function refuseMediaType(request: Request, allowed: readonly string[]): void {
  const type = (request.headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  if (!allowed.includes(type)) {
    throw new DomainError(
      "unsupported_media_type",
      `Send ${allowed.join(" or ")}${type ? `, not ${type.slice(0, 100)}` : " and say so in Content-Type"}.`,
    );
  }
}

/** @throws DomainError invalid_json */
export function parseBody(bytes: Uint8Array): unknown {
  const parsed = parseJson(bytes);
  if (!parsed.ok) throw new DomainError("invalid_json", parsed.reason);
  return parsed.value;
}

export function checked<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = validate(schema, value);
  if (!result.ok) throw invalid(result.faults);
  return result.value;
}
