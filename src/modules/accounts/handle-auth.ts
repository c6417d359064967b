import type { Bindings } from "../../bindings";

/** Answers a request of /auth. The sign-in library is loaded by the first one, not by the Worker's start. */
export async function handleAuth(
  env: Bindings,
  request: Request,
  execution: Pick<ExecutionContext, "waitUntil">,
): Promise<Response> {
  const { respond } = await import("./auth");
  return await respond(env, request, execution);
}
