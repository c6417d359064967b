import { isEventPattern, list } from "#models";
import type { Call } from "./endpoint";
import { matches } from "./event-channels";
import { textOf } from "./happened-text";
import type { Action, Events } from "./version";

/** The settings of a chat that is told of events at one secret address. */
export const noticeConfig = {
  events: list({
    description: "Types of events that are told in the channel; invoice.* stands for all of invoices.",
    example: ["change_order.approved", "invoice.*"],
    of: "text",
    maxItems: 50,
    maxLength: 100,
    default: [],
  }),
};

type Config = { events: readonly string[] };

type Chat = {
  name: string;
  /** At least so many ms lie between two messages. */
  pauseMs: number;
  /** What is done when it is not known whether a message was posted. */
  repeat: "safe" | "anyway";
  /**
   * Posts one message, of at most 4,000 characters.
   * @param key the same in every attempt
   * @returns its id, if the chat tells it
   */
  post: (call: Call, text: string, key: string) => Promise<string | null>;
};

const greeting = (name: string, { events }: Config): string =>
  events.length > 0
    ? `${name} is connected with RossOS. Told here: ${events.join(", ")}.`.slice(0, 4000)
    : `${name} is connected with RossOS. Nothing is told here yet.`;

/**
 * What a version of such a chat has: each event of the chosen types is a message. That the address works is proved by a
 * message that says what is told there.
 */
export function addressChat({ name, pauseMs, repeat, post }: Chat) {
  const postNotice: Action<Config, "post_notice"> = {
    repeat,
    run: async ({ call, input, key }) => ({ message_id: await post(call, input.text, key) }),
  };
  const react: Events<Config>["react"] = (event, { config }) =>
    config.events.some((pattern) => matches(event.type, pattern))
      ? [{ action: "post_notice", input: { text: textOf(event) }, key: "notice" }]
      : [];
  return {
    faultsOf: ({ events }: Config) =>
      events.flatMap((pattern, at) =>
        isEventPattern(pattern) ? [] : [{ field: `events/${at}`, detail: `${pattern} is not a type of event.` }],
      ),
    check: async ({ call, config, now }: { call: Call; config: Config; now: Date }) =>
      await post(call, greeting(name, config), `check:${now.getTime()}`),
    actions: { post_notice: postNotice },
    events: { pauseMs, react },
  };
}
