import { dayInWords } from "#lib/local-time";
import { html, type Html } from "../html";

const KINDS: Readonly<Record<string, readonly [name: string, meaning: string]>> = {
  live_api: ["Live connection", "It talks to the other side's own interface."],
  file_import: ["File import", "It reads files that the other side exports."],
  inbound_webhook: ["Receives data", "The other side sends to an address of yours."],
  email: ["E-mail", "It works by e-mail, since there is nothing else to connect to."],
  punchout: ["Punchout", "You shop in the other side's own catalogue."],
  deep_link: ["Links", "It opens the right page over there; nothing is exchanged."],
  feed: ["Feed", "The other side reads an address that you give it."],
  manual: ["By hand", "A person does it over there; what was done is recorded here."],
};

export const kindName = (kind: string): string => KINDS[kind]?.[0] ?? kind;
export const kindMeaning = (kind: string): string => KINDS[kind]?.[1] ?? "";

/** `building_codes` as people write it. */
export const spoken = (value: string): string => {
  const own = { crm: "CRM", email: "E-mail" }[value];
  const words = value.replaceAll("_", " ");
  return own ?? words.charAt(0).toUpperCase() + words.slice(1);
};

export const STATUS_NAMES: Readonly<Record<string, string>> = { available: "Available", planned: "Planned" };

export const priceOf = (type: string, cents: number | null): string => {
  const monthly = cents === null ? "" : ` $${(cents / 100).toFixed(2)} a month`;
  return type === "free" ? "Free" : `${spoken(type)}${monthly}`;
};

export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString("en-US")} ${count === 1 ? one : many}`;

export const dayOf = (time: string): Html => html`<time datetime="${time}">${dayInWords(time)}</time>`;

/** To the minute, and in UTC: the page is written for nobody in particular. */
export const momentOf = (time: string): Html =>
  html`<time datetime="${time}">${dayInWords(time)}, ${time.slice(11, 16)} UTC</time>`;

export function duration(seconds: number): string {
  if (seconds < 60) return "less than a minute";
  const minutes = Math.round(seconds / 60);
  if (minutes < 120) return plural(minutes, "minute");
  const hours = Math.round(minutes / 60);
  return hours < 48 ? plural(hours, "hour") : plural(Math.round(hours / 24), "day");
}

/** Two letters that stand for an integration; no vendor's own logo is shown. */
export function monogram(name: string): string {
  const [first = "?", second] = name.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  return second === undefined ? first.slice(0, 2) : first.slice(0, 1) + second.slice(0, 1);
}
