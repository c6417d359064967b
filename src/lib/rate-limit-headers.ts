const LONGEST_MS = 86_400_000;
/** Larger numbers are moments, in epoch seconds; smaller ones are seconds from now. */
const FIRST_MOMENT_S = 1_000_000_000;

/** `"policy";r=0;t=30` of draft-ietf-httpapi-ratelimit-headers-10: what is left of each policy, and for how long. */
function fromStructured(value: string): number | undefined {
  const waits = value.split(",").flatMap((item) => {
    const [, left] = /;\s*r=(\d+)/u.exec(item) ?? [];
    const [, seconds] = /;\s*t=(\d+)/u.exec(item) ?? [];
    return left === "0" && seconds !== undefined ? [Number(seconds) * 1000] : [];
  });
  return waits.length === 0 ? undefined : Math.max(...waits);
}

/**
 * How long an upstream whose answer says that nothing is left of its allowance is not to be asked: by `RateLimit`, by
 * `RateLimit-Remaining` and `RateLimit-Reset` of the drafts before, or by the same with `X-` before them.
 * @param now epoch ms
 * @returns ms, 24 h at most; undefined when something is left, or nothing is said
 */
export function rateLimitPause(headers: Headers, now: number): number | undefined {
  const structured = headers.get("ratelimit");
  if (structured?.includes("r=")) return bounded(fromStructured(structured));
  for (const prefix of ["ratelimit", "x-ratelimit"]) {
    const left = headers.get(`${prefix}-remaining`)?.trim();
    const reset = Number(headers.get(`${prefix}-reset`) ?? Number.NaN);
    if (left !== "0" || Number.isNaN(reset)) continue;
    return bounded(reset > FIRST_MOMENT_S ? reset * 1000 - now : reset * 1000);
  }
  return undefined;
}

const bounded = (ms: number | undefined): number | undefined =>
  ms === undefined ? undefined : Math.min(Math.max(ms, 0), LONGEST_MS);
