/** @typedef {import("/assets/ui/icons.js").IconName} IconName */
/** @typedef {import("/assets/ui/session.js").Session} Session */
/**
 * A place of the site. One that is `later` is named, so that everybody sees where it will be, and leads nowhere yet.
 * @typedef {{ label: string, icon: IconName, href: string } | { label: string, icon: IconName, later: true }} Place
 */
/** @typedef {{ name: string, isFor: (session: Session | undefined) => boolean, places: readonly Place[] }} Area */

/** Everything the side navigation leads to, in its order. @type {readonly Area[]} */
export const areas = [
  {
    name: "Builder",
    isFor: (session) => session?.builder !== undefined,
    places: [
      { label: "Overview", icon: "home", href: "/console/" },
      { label: "Projects", icon: "folder", href: "/console/projects/" },
      { label: "Permits", icon: "permit", href: "/console/permits/" },
      { label: "Vendor licenses", icon: "shield", href: "/console/licenses/" },
      { label: "Your integrations", icon: "plug", href: "/console/integrations/" },
      { label: "Notifications", icon: "bell", href: "/console/notifications/" },
      { label: "Members", icon: "people", href: "/console/members/" },
    ],
  },
  {
    name: "Marketplace",
    isFor: () => true,
    places: [
      { label: "All integrations", icon: "grid", href: "/marketplace/" },
      { label: "Vendor directory", icon: "people", later: true },
      { label: "Financial feeds", icon: "card", later: true },
    ],
  },
  {
    name: "API access",
    isFor: (session) => session?.builder !== undefined,
    places: [
      { label: "API keys", icon: "key", href: "/console/api-keys/" },
      { label: "Webhooks", icon: "webhook", href: "/console/webhooks/" },
      { label: "Events", icon: "pulse", href: "/console/events/" },
      { label: "Authorized apps", icon: "check", href: "/console/authorized-apps/" },
      { label: "Sandbox", icon: "flask", href: "/console/sandbox/" },
    ],
  },
  {
    name: "Developer",
    isFor: () => true,
    places: [
      { label: "Getting started", icon: "play", href: "/developer/" },
      { label: "My apps", icon: "grid", href: "/developer/apps/" },
      { label: "Webhook tester", icon: "webhook", href: "/developer/webhook-tester/" },
      { label: "Your own sandbox", icon: "flask", href: "/developer/sandbox/" },
      { label: "Documentation", icon: "book", href: "/docs/" },
      { label: "API reference", icon: "braces", href: "/docs/api/" },
      { label: "Status", icon: "gauge", href: "/status/" },
    ],
  },
  {
    name: "Admin",
    isFor: (session) => session?.user.is_platform_admin === true,
    places: [
      { label: "Overview", icon: "gauge", href: "/admin/" },
      { label: "Integrations", icon: "plug", href: "/admin/integrations/" },
      { label: "Incidents", icon: "warning", href: "/admin/incidents/" },
      { label: "App reviews", icon: "check", href: "/admin/app-reviews/" },
      { label: "Reported reviews", icon: "shield", href: "/admin/integration-reviews/" },
      { label: "Jurisdictions", icon: "home", href: "/admin/jurisdictions/" },
      { label: "Deprecations", icon: "refresh", href: "/admin/deprecations/" },
      { label: "Docs feedback", icon: "book", href: "/admin/documentation/" },
      { label: "Audit log", icon: "pulse", href: "/admin/audit/" },
    ],
  },
];

/**
 * The place that a page belongs to: the one whose address its own begins with, the longest of several.
 * @param {string} path
 */
export function placeOf(path) {
  const hrefs = areas.flatMap(({ places }) => places.flatMap((place) => ("href" in place ? [place.href] : [])));
  return hrefs.filter((href) => path.startsWith(href)).toSorted((a, b) => b.length - a.length)[0];
}
