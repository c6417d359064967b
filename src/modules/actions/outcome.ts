import type { DomainEvent } from "#db/commit";
import type { Write } from "#db/client";
import type { CallFailure } from "#connectors/sdk";
import type { Notice } from "#modules/notifications";
import type { Context } from "../../context";

/** How an attempt ended. `delayed`: it is tried again. */
export type Outcome =
  | { kind: "succeeded"; output: unknown }
  | { kind: "delayed" | "failed"; failure: CallFailure; isFirst: boolean };

export type Finished = { id: string; install_id: string; slug: string; key: string };

/** What an outcome means to the record the action was done for; committed with it. */
export type Meaning = {
  writes?: readonly Write[];
  events?: readonly DomainEvent[];
  /** Instead of the notice that would be given. */
  notice?: Notice;
};

/** By the action's name: who says what its outcomes mean. It is asked again when its writes have lost a race. */
export type Outcomes = Readonly<
  Record<string, (ctx: Context, request: Finished, outcome: Outcome) => Promise<Meaning>>
>;
