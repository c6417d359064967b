/**
 * Pages of calendars that subscribe to an address; they fetch it from the internet, so over https alone.
 * @param {string} url
 * @param {string} name
 * @returns {readonly (readonly [label: string, href: string])[]}
 */
export function subscribeLinks(url, name) {
  if (!url.startsWith("https://")) return [];
  const local = url.replace(/^https:/u, "webcal:");
  const outlook = new URLSearchParams({ url, name });
  return [
    ["Google Calendar", `https://calendar.google.com/calendar/r?${new URLSearchParams({ cid: local })}`],
    ["Outlook", `https://outlook.office.com/calendar/0/addfromweb?${outlook}`],
    ["Outlook.com", `https://outlook.live.com/calendar/0/addfromweb?${outlook}`],
    ["Apple Calendar", local],
  ];
}
