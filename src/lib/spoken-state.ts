/** States whose names are no words to say after "is". The console says the same of them. */
const SPOKEN: Readonly<Record<string, string>> = {
  draft: "a draft",
  pending: "not connected yet",
  needs_attention: "in need of attention",
  submitting: "being filed",
  submission_failed: "not filed",
  manual: "to be filed by hand",
  application_accepted: "accepted",
  inspection_phase: "in inspections",
  permit_issued: "issued",
  permit_finaled: "finaled",
  permit_cancelled: "cancelled",
  partially_paid: "partly paid",
};

/** A state of a record or an install, such as `in_review`, as it stands in a sentence after "is". */
export const spokenState = (state: string): string => SPOKEN[state] ?? state.replaceAll("_", " ");

/** Several of them: `a draft, not filed or withdrawn`. */
export function spokenStates(states: readonly string[]): string {
  const words = states.map(spokenState);
  const last = words.at(-1) ?? "";
  return words.length > 1 ? `${words.slice(0, -1).join(", ")} or ${last}` : last;
}
