import { expect, test } from "vitest";
import { spokenState, spokenStates } from "#lib/spoken-state";

test("says states in words that stand in a sentence", () => {
  expect(["needs_attention", "in_review", "active", "draft"].map(spokenState)).toEqual([
    "in need of attention",
    "in review",
    "active",
    "a draft",
  ]);
  expect(spokenStates(["active"])).toBe("active");
  expect(spokenStates(["draft", "submission_failed", "manual", "withdrawn"])).toBe(
    "a draft, not filed, to be filed by hand or withdrawn",
  );
});
