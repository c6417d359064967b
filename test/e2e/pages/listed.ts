/**
 * A page of somebody who is signed in, and the states that it can be in. All of them wait, fail, and are without a
 * connection.
 */
export type Listed = {
  name: string;
  /** Its address; what stands in braces is an id that `material.ts` makes. */
  path: string;
  /** The part of the API that it waits for last, as its paths have it; without it, all that it asks of the API. */
  waitsFor?: string;
  /** It waits for who is signed in, and for nothing of its own. */
  isBare?: true;
  /** What it says where there is nothing; those with an id are shown a record that has nothing. */
  empty?: string;
  /** What it says to a member who may not do what others do on it. */
  member?: string;
  /** What it says of an id that nobody has. */
  absent?: string;
};

const GONE = "It is not there";

const KEYS = "Only owners and admins create";
const WEBHOOKS = "Only owners and admins add";
const WEBHOOK = "/console/webhooks/webhook/?id={webhook}";
const PROJECT = "/console/projects/project/?id={project}";
const INTEGRATION = "/console/integrations/integration/?id={install}";

/** Of members of a builder. */
export const CONSOLE: readonly Listed[] = [
  { name: "overview", path: "/console/", empty: "0 of 4 done" },
  { name: "api-keys", path: "/console/api-keys/", empty: "No API keys yet", member: KEYS },
  { name: "api-key", path: "/console/api-keys/key/?id={key}", absent: "There is no such API key here." },
  { name: "api-key-new", path: "/console/api-keys/new/", isBare: true, member: KEYS },
  { name: "webhooks", path: "/console/webhooks/", empty: "No webhooks yet", member: WEBHOOKS },
  { name: "webhook-new", path: "/console/webhooks/new/", member: WEBHOOKS },
  { name: "webhook-edit", path: "/console/webhooks/edit/?id={webhook}", absent: GONE, member: WEBHOOKS },
  { name: "webhook", path: WEBHOOK, waitsFor: "/deliveries", empty: "Nothing was sent yet", absent: GONE },
  { name: "webhook-settings", path: `${WEBHOOK}&view=settings` },
  { name: "delivery", path: "/console/webhooks/delivery/?webhook={webhook}&id={delivery}", absent: GONE },
  { name: "events", path: "/console/events/", empty: "Nothing has happened yet" },
  { name: "event", path: "/console/events/event/?id={event}", absent: GONE },
  {
    name: "authorized-apps",
    path: "/console/authorized-apps/",
    empty: "No applications are let in",
    member: "Only owners and admins revoke",
  },
  { name: "notifications", path: "/console/notifications/", waitsFor: "/notifications?", empty: "Nothing to tell you" },
  {
    name: "members",
    path: "/console/members/",
    empty: "No open invitations",
    member: "Only owners and admins invite",
  },
  { name: "sandbox", path: "/console/sandbox/", member: "Only owners and admins make" },
  { name: "projects", path: "/console/projects/", empty: "No projects yet" },
  { name: "project-new", path: "/console/projects/new/", isBare: true },
  { name: "project-edit", path: "/console/projects/edit/?id={project}", absent: GONE },
  { name: "project", path: PROJECT, absent: GONE },
  { name: "project-site", path: `${PROJECT}&view=site`, waitsFor: "/site-conditions" },
  { name: "project-schedule", path: `${PROJECT}&view=schedule`, waitsFor: "/schedules", empty: "No schedule yet" },
  { name: "project-invoices", path: `${PROJECT}&view=invoices`, waitsFor: "/invoices", empty: "No invoices yet" },
  { name: "project-documents", path: `${PROJECT}&view=documents`, waitsFor: "/documents", empty: "No documents yet" },
  { name: "project-surveys", path: `${PROJECT}&view=surveys`, waitsFor: "/surveys", empty: "No surveys yet" },
  { name: "integrations", path: "/console/integrations/", empty: "Nothing is connected yet" },
  { name: "integration", path: INTEGRATION, absent: GONE },
  { name: "integration-runs", path: `${INTEGRATION}&view=runs`, waitsFor: "/runs", empty: "Nothing has run yet" },
  { name: "integration-calls", path: `${INTEGRATION}&view=calls`, waitsFor: "/calls", empty: "No calls yet" },
  { name: "integration-data", path: `${INTEGRATION}&view=data`, waitsFor: "/records/", empty: "It keeps no records" },
  { name: "integration-links", path: `${INTEGRATION}&view=links`, waitsFor: "/links", empty: "Nothing is linked yet" },
  { name: "integration-settings", path: `${INTEGRATION}&view=settings` },
  {
    name: "integration-review",
    path: `${INTEGRATION}&view=review`,
    waitsFor: "/review",
    empty: "You can review",
  },
  { name: "upgrade", path: "/console/integrations/upgrade/?id={install}", absent: GONE },
  { name: "install", path: "/console/integrations/install/?slug=slack" },
  { name: "install-planned", path: "/console/integrations/install/?slug=quickbooks-desktop" },
  { name: "permits", path: "/console/permits/", waitsFor: "/permits", empty: "No permits yet" },
  { name: "permit-new", path: "/console/permits/new/", empty: "No projects yet" },
  { name: "permit", path: "/console/permits/permit/?id={permit}", absent: GONE },
  { name: "permit-print", path: "/console/permits/print/?id={permit}", absent: GONE },
  { name: "licenses", path: "/console/licenses/", empty: "No vendors yet" },
  { name: "account", path: "/account/", isBare: true },
  { name: "invitation", path: "/account/invitation/?token=nobodys", isBare: true },
];

const APP = "/developer/apps/app/?id={app}";

/** Of anybody who is signed in. */
export const DEVELOPER: readonly Listed[] = [
  { name: "getting-started", path: "/developer/", isBare: true },
  { name: "apps", path: "/developer/apps/", empty: "No app yet" },
  { name: "app-new", path: "/developer/apps/new/", isBare: true },
  { name: "app", path: APP, absent: GONE },
  { name: "app-listing", path: `${APP}&view=listing`, waitsFor: "/listing" },
  { name: "app-checks", path: `${APP}&view=checks`, waitsFor: "/checks" },
  { name: "app-reviews", path: `${APP}&view=reviews`, waitsFor: "/reviews", empty: "Not submitted yet" },
  { name: "app-health", path: `${APP}&view=health`, waitsFor: "/health", empty: "No calls yet" },
  { name: "webhook-tester", path: "/developer/webhook-tester/" },
  { name: "developer-sandbox", path: "/developer/sandbox/", waitsFor: "/api-keys", empty: "No keys yet" },
];

/** Of those who run the platform. */
export const ADMIN: readonly Listed[] = [
  { name: "admin", path: "/admin/" },
  { name: "admin-integrations", path: "/admin/integrations/" },
  { name: "admin-incidents", path: "/admin/incidents/", empty: "Nothing is wrong" },
  { name: "admin-incidents-all", path: "/admin/incidents/?view=all", empty: "There has been none" },
  { name: "app-reviews", path: "/admin/app-reviews/", empty: "Nothing waits" },
  { name: "app-review", path: "/admin/app-reviews/review/?id={review}", absent: GONE },
  { name: "reported-reviews", path: "/admin/integration-reviews/", empty: "Nothing to decide" },
  { name: "jurisdictions", path: "/admin/jurisdictions/", empty: "Nothing to decide" },
  { name: "deprecations", path: "/admin/deprecations/" },
  { name: "contract-alerts", path: "/admin/deprecations/?view=alerts", empty: "Every answer fits" },
  { name: "docs-feedback", path: "/admin/documentation/", empty: "No comments yet" },
  { name: "audit", path: "/admin/audit/", empty: "Nothing was decided yet" },
];
