import { dayInWords, localClock } from "#lib/local-time";
import type { Happened } from "./version";

const LONGEST = 3000;
const MOST_CHANGES = 5;
const MOST_DETAILS = 6;
const LONGEST_VALUE = 120;

/** As events write moments. */
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}/u;

const spoken = (name: string): string => name.replaceAll(/[_.]/gu, " ");
const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function shown(name: string, value: unknown, data: Happened["data"]): string {
  if (value === null || value === undefined) return "none";
  if (name.endsWith("_cents") && typeof value === "number") {
    const currency = typeof data["currency"] === "string" ? data["currency"] : "USD";
    return new Intl.NumberFormat("en-US", { style: "currency", currency }).format(value / 100);
  }
  if (typeof value === "string" && MOMENT.test(value))
    return `${dayInWords(Date.parse(value))}, ${localClock(value, "UTC")} UTC`;
  const text = typeof value === "object" ? JSON.stringify(value) : String(value as string | number | boolean);
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
}

const NAMES = ["number", "code", "name", "title", "slug"];
/** Fields that hold ids, which tell people nothing. */
const IDS = /(?:^|_)(?:id|by)$/u;
const AMOUNTS = ["total_cents", "amount_cents"];

const labelled = (name: string, text: string): string => `• ${sentence(spoken(name.replace(/_cents$/u, "")))}: ${text}`;

/** What there is to say of an event that is about no record, such as a king tide; records would say too much. */
function detailsOf(data: Happened["data"]): string[] {
  if ("updated_at" in data) return [];
  return Object.entries(data)
    .filter(([name, value]) => !NAMES.includes(name) && !IDS.test(name) && ["string", "number"].includes(typeof value))
    .slice(0, MOST_DETAILS)
    .map(([name, value]) => labelled(name, shown(name, value, data)));
}

/** What an event says to people: what happened to what, and what an update changed. Plain text, at most 3,001 characters. */
export function textOf({ type, data, previous }: Happened): string {
  const [noun = "", verb = ""] = type.split(".");
  const title = sentence(spoken(`${noun} ${verb === "updated" ? "changed" : verb}`));
  const called = NAMES.map((name) => data[name]).filter(
    (value) => typeof value === "string" || typeof value === "number",
  );
  const amounts = AMOUNTS.filter((name) => typeof data[name] === "number").map((name) => shown(name, data[name], data));
  const about = [called.join(" "), ...amounts].filter(Boolean).join(", ");
  const changes = Object.entries(previous)
    .filter(([name]) => name !== "updated_at" && !IDS.test(name))
    .slice(0, MOST_CHANGES)
    .map(([name, before]) => labelled(name, `${shown(name, before, data)} → ${shown(name, data[name], data)}`));
  const more = changes.length > 0 ? changes : detailsOf(data);
  const text = [about === "" ? title : `${title}: ${about}`, ...more].join("\n");
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
