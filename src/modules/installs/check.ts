import { CallFailure, type FailureClass } from "#connectors/sdk";
import { DomainError, type ErrorCode, invalid, unavailable } from "../../errors";
import type { Opened } from "./open-connector";

const CODES: Readonly<Record<Exclude<FailureClass, "config">, ErrorCode>> = {
  transient: "upstream_failed",
  contract: "upstream_failed",
  system: "unavailable",
};

/**
 * A failed call as the problem its caller is told.
 * @param pointer what to correct when credentials or settings are wrong, and it is not known which setting
 */
export function problemOf(failure: CallFailure, pointer: string): DomainError {
  if (failure.class === "config") {
    const { message: detail, setting } = failure;
    return invalid([{ pointer: setting === undefined ? pointer : `/config/${setting}`, detail }]);
  }
  const seconds = failure.retryAfterMs === undefined ? undefined : Math.ceil(failure.retryAfterMs / 1000);
  if (failure.refused) return unavailable(failure.message, seconds ?? 30);
  return new DomainError(CODES[failure.class], failure.message, {
    headers: seconds === undefined ? {} : { "retry-after": String(seconds) },
    cause: failure,
  });
}

/**
 * Proves that configuration and credentials work.
 * @throws DomainError invalid_request when the upstream refuses them; upstream_failed or unavailable when it cannot be told
 */
export async function check({ version, manifest, call, config }: Opened, now: number): Promise<void> {
  try {
    await version.check?.({ call, config, now: new Date(now) });
  } catch (error) {
    if (!(error instanceof CallFailure)) throw error;
    throw problemOf(error, manifest.auth.type === "none" ? "/config" : "/credentials");
  }
}
