import type { DemoUsers } from "../../../scripts/lib/seed-users";
import type { World } from "./world";

/**
 * The API, as a page of somebody who is signed in calls it.
 * @param builder the one they act for, where it is needed
 * @throws Error unless it succeeds
 */
export async function asPerson<T>(
  { demo, site }: World,
  who: keyof DemoUsers,
  [method, path, body]: readonly [method: string, path: string, body?: object | Uint8Array],
  builder?: string,
): Promise<T> {
  const isFile = body instanceof Uint8Array;
  const response = await fetch(`${demo.base_url}/api/v1${path}`, {
    method,
    headers: {
      origin: demo.base_url,
      cookie: site.sessions[who].map(({ name, value }) => `${name}=${value}`).join("; "),
      "content-type": isFile ? "image/png" : "application/json",
      ...(builder !== undefined && { "x-builder-id": builder }),
    },
    ...(body && { body: isFile ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${text}`);
  return (text === "" ? undefined : JSON.parse(text)) as T;
}
