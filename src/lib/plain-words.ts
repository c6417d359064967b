import type { core } from "zod";

type Issue = core.$ZodRawIssue;
type Of<Code extends Issue["code"]> = Extract<Issue, { code: Code }>;

/** Values that a sentence names; of more it only says that there is a list. */
const MOST_NAMED = 12;

const SAID: { [Code in Issue["code"]]: (issue: Of<Code>) => string } = {
  invalid_type: (issue) => kind(issue),
  too_big: (issue) => size(issue, issue.maximum, issue.inclusive === false ? "Less than" : "At most"),
  too_small: (issue) =>
    (issue.minimum === 1 && !issue.exact && NONE[issue.origin]) ||
    size(issue, issue.minimum, issue.inclusive === false ? "More than" : "At least"),
  invalid_value: ({ values }) => oneOf(values),
  invalid_format: ({ format }) => FORMATS[format] ?? "This is not written as it should be.",
  not_multiple_of: ({ divisor }) => `This must be a multiple of ${divisor}.`,
  invalid_union: (issue) =>
    Array.isArray(issue["options"]) ? oneOf(issue["options"]) : "This has none of the possible forms.",
  invalid_key: () => "This name is not possible here.",
  invalid_element: () => "This is not possible here.",
  unrecognized_keys: () => "There is no such field.",
  custom: () => "This is not possible here.",
};

/**
 * What is wrong with a value, for whoever typed it: what is expected, never a schema's own terms. A schema that has a
 * message of its own keeps it. Used as the `error` of a parse.
 */
export const plainWords = (issue: Issue): string => (SAID[issue.code] as (issue: Issue) => string)(issue);

const KINDS: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  record: "an object",
};

function kind({ expected, input }: Of<"invalid_type">): string {
  if (input === undefined || input === null) return "Required.";
  return `This must be ${KINDS[expected] ?? "of another kind"}.`;
}

/** What is said where one would be enough and there is none. */
const NONE: Readonly<Record<string, string>> = { string: "This may not be empty.", array: "At least one is needed." };
const UNITS: Readonly<Record<string, string>> = { string: "character", array: "entry" };
const MANY: Readonly<Record<string, string>> = { string: "characters", array: "entries" };

function size({ origin, exact }: Of<"too_big" | "too_small">, limit: number | bigint, bound: string): string {
  const unit = (limit === 1 || limit === 1n ? UNITS : MANY)[origin];
  const amount = `${limit.toLocaleString("en-US")}${unit === undefined ? "" : ` ${unit}`}`;
  return exact ? `Exactly ${amount}.` : `${bound} ${amount}.`;
}

function oneOf(values: readonly unknown[]): string {
  if (values.length === 1) return `This must be ${String(values[0])}.`;
  return values.length > MOST_NAMED
    ? "This is none of the possible values; the API reference lists them."
    : `This must be one of ${values.map(String).join(", ")}.`;
}

const FORMATS: Readonly<Record<string, string>> = {
  email: "This is not an e-mail address.",
  url: "This is not a web address such as https://example.com/.",
  uuid: "This is not an id.",
  date: "This is not a day, YYYY-MM-DD.",
  datetime: "This is not a time such as 2026-04-14T08:00:00Z.",
};
