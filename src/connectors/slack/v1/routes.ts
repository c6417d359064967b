import { isEventPattern } from "#models";

/** What is told in a channel: types of events, `invoice.*` or `*`. */
export type Route = { channel: string; patterns: readonly string[] };

const FORM = /^\s*([CG][A-Z0-9]{5,20})\s*:\s*(\S.*)$/u;

const routeOf = (line: string): Route | undefined => {
  const [, channel, patterns] = FORM.exec(line) ?? [];
  if (channel === undefined || patterns === undefined) return undefined;
  return { channel, patterns: patterns.split(",").map((pattern) => pattern.trim()) };
};

/** The routes that settings hold; what is no route was refused when it was entered. */
export const routesOf = ({ channels }: { channels: readonly string[] }): Route[] =>
  channels.flatMap((line) => routeOf(line) ?? []);

export const faultsOf = ({ channels }: { channels: readonly string[] }): { field: string; detail: string }[] =>
  channels.flatMap((line, index) => {
    const field = `channels/${index}`;
    const route = routeOf(line);
    if (!route)
      return [
        { field, detail: "It is the id of a channel, a colon, and types of events: C012AB3CD: invoice.created." },
      ];
    return route.patterns
      .filter((pattern) => !isEventPattern(pattern))
      .map((pattern) => ({ field, detail: `${pattern || "Nothing"} is not a type of event.` }));
  });

const matches = (type: string, pattern: string): boolean =>
  pattern === "*" || pattern === type || (pattern.endsWith(".*") && type.startsWith(pattern.slice(0, -1)));

/** The channels in which an event is told, each once. */
export const channelsFor = (type: string, routes: readonly Route[]): string[] => [
  ...new Set(routes.filter(({ patterns }) => patterns.some((one) => matches(type, one))).map(({ channel }) => channel)),
];
