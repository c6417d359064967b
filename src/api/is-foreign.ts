import type { Bindings } from "../bindings";

/** Whether a browser says that a form was another site's. */
export function isForeign(request: Request, env: Pick<Bindings, "PUBLIC_URL">): boolean {
  const origin = request.headers.get("origin");
  return origin !== null && origin !== new URL(env.PUBLIC_URL).origin && origin !== new URL(request.url).origin;
}
