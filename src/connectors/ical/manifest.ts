import { defineManifest } from "#connectors/sdk";

export const manifest = defineManifest({
  slug: "ical",
  name: "iCal feeds",
  category: "scheduling",
  kind: "feed",
  tagline: "Schedules for any calendar",
  description:
    "Gives a project a secret address in the iCalendar format, to which Apple Calendar, Outlook, Google and most others can subscribe. It shows the tasks of the schedules in force and the project's own dates as events of whole days, and tells what was moved or cancelled.\n\nWhoever has the address sees these dates. It can be replaced or ended at any time, and is then dead at once. While the integration is paused or uninstalled, no address answers.\n\nA feed is for reading: what is changed in the subscribing calendar does not come back. Calendars look again by themselves, some every hour, some once a day.",
  allowedHosts: [],
  permissions: ["Show the tasks and dates of a project to whoever has its calendar address"],
  setupGuide: [
    "Install it; nothing is to be set up.",
    "Open a project's schedule in the builder console and make its address under “In your calendar”. It is shown once.",
    "Open it in your calendar from there, or add it as a subscription by its address, not as a file to import.",
    "A program makes an address with POST /api/v1/projects/{id}/calendar-feed.",
  ],
  data: {
    reads: ["Tasks of schedules in force", "Dates and place of a project"],
    writes: ["A calendar for each project you choose"],
  },
  support: { url: "https://www.rfc-editor.org/rfc/rfc5545" },
  vendorUrl: "https://www.rfc-editor.org/rfc/rfc5545",
  versions: [
    {
      name: "v1",
      released: "2026-11-22",
      notes: "Tasks and project dates as events of whole days.",
      upstream: "RFC 5545 and RFC 7986",
    },
  ],
});
