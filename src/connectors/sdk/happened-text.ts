import type { Happened } from "./version";

const LONGEST = 3000;
const MOST_CHANGES = 5;
const LONGEST_VALUE = 120;

const spoken = (name: string): string => name.replaceAll(/[_.]/gu, " ");
const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function shown(name: string, value: unknown, data: Happened["data"]): string {
  if (value === null || value === undefined) return "none";
  if (name.endsWith("_cents") && typeof value === "number") {
    const currency = typeof data["currency"] === "string" ? data["currency"] : "USD";
    return new Intl.NumberFormat("en-US", { style: "currency", currency }).format(value / 100);
  }
  const text = typeof value === "object" ? JSON.stringify(value) : String(value as string | number | boolean);
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
}

const NAMES = ["number", "code", "name", "title", "slug"];
const AMOUNTS = ["total_cents", "amount_cents"];

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
    .filter(([name]) => name !== "updated_at")
    .slice(0, MOST_CHANGES)
    .map(([name, before]) => {
      const after = shown(name, data[name], data);
      return `• ${sentence(spoken(name.replace(/_cents$/u, "")))}: ${shown(name, before, data)} → ${after}`;
    });
  const text = [about === "" ? title : `${title}: ${about}`, ...changes].join("\n");
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
