import { dateValue, dayAfter, escapeText, foldLine, utcTime } from "#lib/icalendar";

/** One event of whole days. */
export type CalendarEvent = {
  uid: string;
  summary: string;
  description: string;
  location: string;
  category: string | null;
  /** First and last day, YYYY-MM-DD. */
  startsOn: string;
  endsOn: string;
  /** Moves with each change of the event. */
  sequence: number;
  /** Epoch ms. */
  createdAt: number;
  modifiedAt: number;
  isCancelled: boolean;
};

/** How often calendars are asked to look again (RFC 7986 section 5.7); older ones know the second name. */
const REFRESH = "PT1H";

/** A calendar holds at least one component (RFC 5545 section 3.6), so an empty one explains UTC. */
const UTC = [
  "BEGIN:VTIMEZONE",
  "TZID:Etc/UTC",
  "BEGIN:STANDARD",
  "DTSTART:19700101T000000",
  "TZOFFSETFROM:+0000",
  "TZOFFSETTO:+0000",
  "TZNAME:UTC",
  "END:STANDARD",
  "END:VTIMEZONE",
];

/**
 * An iCalendar object (RFC 5545, 7986). Days are of no time zone, and moments in UTC. Without a METHOD, DTSTAMP says when
 * the event was last changed (section 3.8.7.2), so that the same data gives the same bytes.
 */
export function renderCalendar(calendar: { name: string }, events: readonly CalendarEvent[]): string {
  const name = escapeText(calendar.name);
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//RossOS//Marketplace//EN",
    "CALSCALE:GREGORIAN",
    `NAME:${name}`,
    `X-WR-CALNAME:${name}`,
    `REFRESH-INTERVAL;VALUE=DURATION:${REFRESH}`,
    `X-PUBLISHED-TTL:${REFRESH}`,
    ...(events.length === 0 ? UTC : events.flatMap(linesOf)),
    "END:VCALENDAR",
  ];
  return lines.map(foldLine).join("");
}

function linesOf(event: CalendarEvent): string[] {
  const end = dayAfter(event.endsOn);
  const modified = utcTime(event.modifiedAt);
  return [
    "BEGIN:VEVENT",
    `UID:${escapeText(event.uid)}`,
    `DTSTAMP:${modified}`,
    `CREATED:${utcTime(event.createdAt)}`,
    `LAST-MODIFIED:${modified}`,
    `SEQUENCE:${event.sequence}`,
    `DTSTART;VALUE=DATE:${dateValue(event.startsOn)}`,
    // The end is the first day that is not part of it (section 3.6.1).
    ...(end > event.startsOn ? [`DTEND;VALUE=DATE:${dateValue(end)}`] : []),
    `SUMMARY:${escapeText(event.summary)}`,
    ...(event.description === "" ? [] : [`DESCRIPTION:${escapeText(event.description)}`]),
    ...(event.location === "" ? [] : [`LOCATION:${escapeText(event.location)}`]),
    ...(event.category === null ? [] : [`CATEGORIES:${escapeText(event.category)}`]),
    `STATUS:${event.isCancelled ? "CANCELLED" : "CONFIRMED"}`,
    "TRANSP:TRANSPARENT",
    "END:VEVENT",
  ];
}
