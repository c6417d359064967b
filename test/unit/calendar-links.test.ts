import { join } from "node:path";
import { expect, test } from "vitest";

const SCRIPT = join(import.meta.dirname, "../../public/console/projects/project/calendar-links.js");
const { subscribeLinks } = (await import(SCRIPT)) as {
  subscribeLinks: (url: string, name: string) => readonly (readonly [string, string])[];
};

const NAME = "Ortiz & Söhne, #2";

test("each calendar is given the address and the name whole", () => {
  const url = "https://api.example.com/calendar/0-abc.ics";
  const links = new Map(subscribeLinks(url, NAME).map(([label, href]) => [label, new URL(href)]));
  expect([...links.keys()]).toEqual(["Google Calendar", "Outlook", "Outlook.com", "Apple Calendar"]);
  expect(links.get("Google Calendar")?.searchParams.get("cid")).toBe("webcal://api.example.com/calendar/0-abc.ics");
  for (const label of ["Outlook", "Outlook.com"]) {
    expect(links.get(label)?.searchParams.get("url")).toBe(url);
    expect(links.get(label)?.searchParams.get("name")).toBe(NAME);
  }
  expect(links.get("Apple Calendar")?.href).toBe("webcal://api.example.com/calendar/0-abc.ics");
});

test("an address that the internet does not reach is not given to a calendar there", () => {
  expect(subscribeLinks("http://127.0.0.1:8787/calendar/0-abc.ics", NAME)).toEqual([]);
});
