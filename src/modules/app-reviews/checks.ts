import { DAY_MS } from "#lib/time";
import { CRITERIA, LEAST_JUSTIFICATION, LOOK_BACK_DAYS, MOST_ERRORS_PERCENT } from "./criteria";
import { type ListingDraft, listingFaults } from "./listing";

export type CheckResult = {
  rule: string;
  title: string;
  status: "passed" | "failed" | "not_applicable";
  detail: string;
};

export type Calls = { operation: string; status: number; calls: number };

/** All that the automated checks look at. */
export type Facts = {
  now: number;
  type: "public" | "confidential";
  scopes: readonly string[];
  listing: ListingDraft | undefined;
  /** Ids. */
  screenshots: readonly string[];
  /** Redirect URIs, with why one does not answer; undefined for one that does. */
  redirects: readonly { uri: string; failure: string | undefined }[];
  webhookTest: { url: string; passed: boolean; testedAt: number } | undefined;
  /** In sandboxes, within the time that counts. */
  calls: readonly Calls[];
  scopeOf: (operation: string) => string | null | undefined;
};

type Verdict = Pick<CheckResult, "status" | "detail">;

const passed = (detail: string): Verdict => ({ status: "passed", detail });
const failed = (detail: string): Verdict => ({ status: "failed", detail });

function redirects({ redirects: all, type }: Facts): Verdict {
  const web = all.filter(({ uri }) => uri.startsWith("https://"));
  if (type === "confidential" && web.length < all.length) {
    const others = all.filter(({ uri }) => !uri.startsWith("https://")).map(({ uri }) => uri);
    return failed(`An application on a server has https redirect URIs alone; remove ${others.join(", ")}.`);
  }
  const silent = web.filter(({ failure }) => failure !== undefined);
  if (silent.length > 0) return failed(silent.map(({ uri, failure }) => `${uri}: ${failure}`).join(" "));
  if (web.length === 0) return { status: "not_applicable", detail: "It has no https redirect URI." };
  return passed(`${web.length} of ${web.length} answer.`);
}

function justifications({ scopes, listing }: Facts): Verdict {
  const said = listing?.scope_justifications ?? {};
  const bare = scopes.filter((scope) => (said[scope]?.trim().length ?? 0) < LEAST_JUSTIFICATION);
  if (bare.length === 0) return passed("Every scope is justified.");
  return failed(`Say in scope_justifications what these are needed for: ${bare.join(", ")}.`);
}

function listing({ listing: draft, screenshots }: Facts): Verdict {
  const faults = listingFaults(draft ?? {}, screenshots);
  return faults.length === 0
    ? passed("The listing is complete.")
    : failed(faults.map(({ detail }) => detail).join(" "));
}

function webhooks({ listing: draft, webhookTest, now }: Facts): Verdict {
  const url = draft?.webhook_url ?? null;
  if (url === null) return { status: "not_applicable", detail: "The listing names no webhook receiver." };
  const how = "Run POST /api/v1/developer/webhook-test with check_verification and application_id.";
  if (webhookTest?.url !== url) return failed(`${url} has not been tested. ${how}`);
  if (now - webhookTest.testedAt > LOOK_BACK_DAYS * DAY_MS)
    return failed(`The last test is older than ${LOOK_BACK_DAYS} days. ${how}`);
  return webhookTest.passed
    ? passed("The right signature was accepted and the wrong one refused.")
    : failed(`In the last test the receiver did not tell a right signature from a wrong one. ${how}`);
}

const isSuccess = (status: number): boolean => status >= 200 && status < 400;

function sandboxCalls({ scopes, calls, scopeOf }: Facts): Verdict {
  const used = new Set(calls.filter(({ status }) => isSuccess(status)).map(({ operation }) => scopeOf(operation)));
  const unused = scopes.filter((scope) => !used.has(scope));
  if (unused.length === 0) return passed("Every scope was used.");
  return failed(`No call in a sandbox succeeded with ${unused.join(", ")}.`);
}

function errorRate({ calls }: Facts): Verdict {
  const total = calls.reduce((sum, row) => sum + row.calls, 0);
  if (total === 0) return failed("The application has made no call in a sandbox.");
  const errors = calls.reduce((sum, row) => sum + (isSuccess(row.status) ? 0 : row.calls), 0);
  const percent = (100 * errors) / total;
  const said = `${errors} of ${total} calls failed, ${percent.toFixed(1)} %.`;
  return percent < MOST_ERRORS_PERCENT ? passed(said) : failed(said);
}

const CHECKS: Readonly<Record<string, (facts: Facts) => Verdict>> = {
  R001: redirects,
  R002: justifications,
  R003: listing,
  R004: webhooks,
  R005: sandboxCalls,
  R006: errorRate,
};

/** Judges an application by every automatic rule, in their order. */
export const runRules = (facts: Facts): CheckResult[] =>
  CRITERIA.flatMap(({ id, title }) => {
    const verdict = CHECKS[id]?.(facts);
    return verdict ? [{ rule: id, title, ...verdict }] : [];
  });
