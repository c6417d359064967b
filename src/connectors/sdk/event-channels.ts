import { isEventPattern } from "#models";

const matches = (type: string, pattern: string): boolean =>
  pattern === "*" || pattern === type || (pattern.endsWith(".*") && type.startsWith(pattern.slice(0, -1)));

/**
 * Settings that say what is told where: a line each, the id of a channel, a colon, and types of events.
 * @param channel what the id of a channel looks like
 * @param example one
 */
export function eventChannels(channel: RegExp, example: string) {
  const form = new RegExp(`^\\s*(${channel.source})\\s*:\\s*(\\S.*)$`, "u");
  const routeOf = (line: string) => {
    const [, id, patterns] = form.exec(line) ?? [];
    if (id === undefined || patterns === undefined) return undefined;
    return { id, patterns: patterns.split(",").map((pattern) => pattern.trim()) };
  };
  // What is no route was refused when it was entered.
  const routesOf = (lines: readonly string[]) => lines.flatMap((line) => routeOf(line) ?? []);
  const detailsOf = (line: string): string[] =>
    routeOf(line)
      ?.patterns.filter((pattern) => !isEventPattern(pattern))
      .map((pattern) => `${pattern || "Nothing"} is not a type of event.`) ?? [
      `It is the id of a channel, a colon, and types of events: ${example}: invoice.created.`,
    ];
  return {
    /** What is wrong with them, line by line. @param field what the settings are called */
    faultsOf: (field: string, lines: readonly string[]): { field: string; detail: string }[] =>
      lines.flatMap((line, at) => detailsOf(line).map((detail) => ({ field: `${field}/${at}`, detail }))),
    /** All channels, each once. */
    channelsIn: (lines: readonly string[]): string[] => [...new Set(routesOf(lines).map(({ id }) => id))],
    /** Those in which an event of a type is told, each once. */
    channelsFor(type: string, lines: readonly string[]): string[] {
      const routes = routesOf(lines).filter(({ patterns }) => patterns.some((pattern) => matches(type, pattern)));
      return [...new Set(routes.map(({ id }) => id))];
    },
  };
}
