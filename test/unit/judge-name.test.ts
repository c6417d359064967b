import { expect, test } from "vitest";
import { type FailureNames, judgeFailure, judgeName, judgeStatus } from "#connectors/sdk";

const names: FailureNames = {
  upstream: "Ledger",
  connection: { token_ended: "Connect it again." },
  request: { too_long: "It is too long." },
  throttled: ["too_many"],
  passing: ["down", "SERVER"],
  ours: ["unknown_client"],
};

test.for([
  ["token_ended", { class: "config", message: "Connect it again.", code: "token_ended" }],
  ["too_long", { class: "config", message: "It is too long.", rejected: true, code: "too_long" }],
  ["too_many", { class: "transient", message: "Ledger wants fewer requests.", throttled: true }],
  ["down", { class: "transient", message: "Ledger failed (down)." }],
  ["unknown_client", { class: "system", message: "Ledger refuses our own client (unknown_client)." }],
  ["something_new", { class: "contract", message: "Ledger answered something_new." }],
  ["constructor", { class: "contract", message: "Ledger answered constructor." }],
] as const)("a failure named %s", ([code, judged]) => {
  expect(judgeName(names, code)).toEqual(judged);
});

test("a failure is taken by its kind where its name says nothing", () => {
  expect(judgeName(names, "disk_full", "SERVER")).toEqual({
    class: "transient",
    message: "Ledger failed (disk_full).",
  });
  expect(judgeName(names, "too_long", "SERVER")).toMatchObject({ rejected: true });
});

test("a good status is no failure, unless it is the status of one", () => {
  expect(judgeStatus(204)).toBeUndefined();
  expect(judgeFailure(200, "It went wrong.")).toEqual({ class: "contract", message: "It went wrong." });
  expect(judgeFailure(503, "x".repeat(500)).message).toHaveLength(300);
});
