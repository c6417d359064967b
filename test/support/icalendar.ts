/** Content lines of an iCalendar object, unfolded (RFC 5545 section 3.1). */
export function unfold(text: string): string[] {
  const lines = text.replaceAll("\r\n ", "").split("\r\n");
  if (lines.pop() !== "") throw new Error("the last line has no end");
  return lines;
}

/** The text that a value of type TEXT stands for. */
export const unescape = (value: string): string =>
  value.replaceAll(/\\([\\;,nN])/gu, (_, what: string) => (what.toLowerCase() === "n" ? "\n" : what));

export type Component = Readonly<Record<string, string>>;

/** The events of a calendar by their UID: each property by its name, parameters and all. */
export function eventsOf(text: string): Map<string, Component> {
  const events = new Map<string, Component>();
  let current: Record<string, string> | undefined;
  for (const line of unfold(text)) {
    const colon = line.indexOf(":");
    const [name, value] = [line.slice(0, colon), line.slice(colon + 1)];
    if (line === "BEGIN:VEVENT") current = {};
    else if (line === "END:VEVENT") {
      const uid = current?.["UID"] ?? "";
      if (!current || uid === "" || events.has(uid)) throw new Error(`an event has no UID of its own: ${uid}`);
      events.set(uid, current);
      current = undefined;
    } else if (current) {
      if (name in current) throw new Error(`${name} is given twice`);
      current[name] = unescape(value);
    }
  }
  return events;
}
