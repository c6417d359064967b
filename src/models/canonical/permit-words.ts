import type { PermitStatus } from "./permit";

/** Authorities name their statuses themselves; the first that fits counts. */
const WORDS: readonly [RegExp, PermitStatus][] = [
  [/void|withdr[ae]w|cancel|denied|expired|revoked|abandon/iu, "permit_cancelled"],
  [/closed|finaled|finalized|\bcompleted?\b|\bc of o\b|certificate of (?:occupancy|completion)/iu, "permit_finaled"],
  [/inspection/iu, "inspection_phase"],
  [/ready to issue|review|plan check|correction|hold|routed|resubmit|additional info/iu, "in_review"],
  [/issued|\bactive\b/iu, "permit_issued"],
  [/submitted|received|accepted|intake|\bopen\b|pending|applied|fees? due/iu, "application_accepted"],
];

/** The stage that an authority's own words name; null for words that are not known. */
export const permitStatusOf = (words: string): PermitStatus | null =>
  WORDS.find(([pattern]) => pattern.test(words))?.[1] ?? null;
