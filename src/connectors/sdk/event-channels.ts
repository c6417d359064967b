import { isEventPattern } from "#models";
import { ofSetting } from "./endpoint";
import { textOf } from "./happened-text";
import type { Events } from "./version";

/** Whether a type of events is of a pattern: itself, all of a noun (`invoice.*`), or `*`. */
export const matches = (type: string, pattern: string): boolean =>
  pattern === "*" || pattern === type || (pattern.endsWith(".*") && type.startsWith(pattern.slice(0, -1)));

type Chat = {
  /** What the id of a channel looks like, and one. */
  id: RegExp;
  example: string;
  /** What it is, in words. Default: the id of a channel. */
  called?: string;
  /** How long it wants between two messages. */
  pauseMs: number;
  /** What becomes of what is told, where messages are shorter. */
  shortened?: (text: string) => string;
};

/**
 * For a chat that is told of events: a setting says what is told where, in lines of the id of a channel, a colon, and types
 * of events. Each event is a message in each of its channels.
 * @param field what the setting is called
 */
export function eventChannels<F extends string>(field: F, chat: Chat) {
  const { id: channel, example, called = "the id of a channel", pauseMs, shortened = (text: string) => text } = chat;
  type Config = Readonly<Record<F, readonly string[]>>;
  const form = new RegExp(`^\\s*(${channel.source})\\s*:\\s*(\\S.*)$`, "u");
  const routeOf = (line: string) => {
    const [, id, patterns] = form.exec(line) ?? [];
    if (id === undefined || patterns === undefined) return undefined;
    return { id, patterns: patterns.split(",").map((pattern) => pattern.trim()) };
  };
  const detailsOf = (line: string): string[] =>
    routeOf(line)
      ?.patterns.filter((pattern) => !isEventPattern(pattern))
      .map((pattern) => `${pattern || "Nothing"} is not a type of event.`) ?? [
      `It is ${called}, a colon, and types of events: ${example}: invoice.created.`,
    ];
  /** What is no line was refused when it was entered. */
  const routesIn = (config: Config) =>
    config[field].flatMap((line, at) => {
      const route = routeOf(line);
      return route ? [{ ...route, setting: `${field}/${at}` }] : [];
    });
  const react: Events<Config>["react"] = (event, { config }) => {
    const told = routesIn(config).filter(({ patterns }) => patterns.some((pattern) => matches(event.type, pattern)));
    const channels = new Set(told.map(({ id }) => id));
    return [...channels].map((id) => ({
      action: "post_message",
      input: { channel: id, text: shortened(textOf(event)) },
      key: id,
    }));
  };
  /** Does something with each channel, once; what is refused of one is told of the first line that names it. */
  async function withEach(config: Config, work: (channel: string) => Promise<unknown>): Promise<void> {
    for (const [channel, [first]] of Map.groupBy(routesIn(config), ({ id }) => id)) {
      await work(channel).catch((error: unknown) => {
        throw ofSetting(error, first?.setting ?? field);
      });
    }
  }
  return {
    withEach,
    faultsOf: (config: Config): { field: string; detail: string }[] =>
      config[field].flatMap((line, at) => detailsOf(line).map((detail) => ({ field: `${field}/${at}`, detail }))),
    events: { pauseMs, react },
  };
}
