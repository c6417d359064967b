/** A page for everybody that is whole when it arrives. */
export type Open = {
  name: string;
  path: string;
  /** What it is answered with. */
  status?: number;
  /** Who opens it. */
  as?: "owner";
};

/** Files of `public/` that need nothing but themselves. */
export const STATIC: readonly Open[] = [
  { name: "home", path: "/" },
  { name: "not-found", path: "/404.html" },
  { name: "docs", path: "/docs/" },
  { name: "problems", path: "/docs/problems/" },
  { name: "webhook-guide", path: "/docs/webhooks/" },
  { name: "changelog", path: "/docs/changelog/" },
  { name: "review-criteria", path: "/docs/review-criteria/" },
  ...[
    "applications",
    "authentication",
    "concurrency",
    "documents",
    "errors",
    "lists",
    "oauth",
    "rate-limits",
    "sandboxes",
    "versions",
  ].map((guide) => ({ name: `guide-${guide}`, path: `/docs/guides/${guide}/` })),
];

/** Pages that the Worker writes, by the file that does. */
export const WRITTEN: Readonly<Record<string, readonly Open[]>> = {
  "api/site/directory-page.ts": [
    { name: "directory", path: "/marketplace/" },
    { name: "directory-nothing", path: "/marketplace/?q=nothingofthekind" },
  ],
  "api/site/listing-page.ts": [
    { name: "listing", path: "/marketplace/noaa-weather/" },
    { name: "listing-planned", path: "/marketplace/quickbooks-desktop/" },
  ],
  "api/site/events-page.ts": [
    { name: "event-types", path: "/docs/events/" },
    { name: "event-type", path: "/docs/events/project.created/" },
  ],
  "api/site/status-page.ts": [{ name: "status", path: "/status/" }],
  "api/site/frame.ts": [
    { name: "listing-none", path: "/marketplace/nothing/", status: 404 },
    { name: "nowhere", path: "/nowhere/", status: 404 },
  ],
  "api/auth/account-page.ts": [
    { name: "confirmed", path: "/auth/confirmed" },
    { name: "confirmed-late", path: "/auth/confirmed?error=token_expired", status: 400 },
  ],
  "api/oauth/consent-page.ts": [{ name: "consent", path: "/api/v1/oauth/authorize?{consent}", as: "owner" }],
  "api/oauth/page.ts": [{ name: "oauth-error", path: "/api/v1/oauth/authorize", status: 400 }],
  "api/v1/integrations/connect.ts": [
    { name: "connect-stranger", path: "/api/v1/connect/callback?state=unknown", status: 401 },
    { name: "connect-refused", path: "/api/v1/connect/callback?state=unknown", status: 403, as: "owner" },
  ],
};

/** A page for everybody with a form, which is all that can fail on it. */
export type Filled = {
  name: string;
  path: string;
  fields: Readonly<Record<string, string>>;
  button: string;
  /** What is said when it has worked. */
  done: string;
};

const EMAIL = "stella@harbor-lane.example";

export const FORMS: readonly Filled[] = [
  {
    name: "sign-up",
    path: "/sign-up/",
    fields: { Name: "Stella States", "E-mail": EMAIL, Password: "a long enough password" },
    button: "Create the account",
    done: "We have sent a link",
  },
  {
    name: "sign-in",
    path: "/sign-in/",
    fields: { "E-mail": EMAIL, Password: "a long enough password" },
    button: "Sign in",
    done: "Confirm your e-mail address first",
  },
  {
    name: "verify-email",
    path: "/account/verify-email/?error=token_expired",
    fields: { "E-mail": EMAIL },
    button: "Send a new link",
    done: "a link is on its way",
  },
  {
    name: "reset-password",
    path: "/account/reset-password/",
    fields: { "E-mail": EMAIL },
    button: "Send a link",
    done: "a link is on its way",
  },
  {
    name: "new-password",
    path: "/account/new-password/#token=used",
    fields: { "New password": "another long password" },
    button: "Save the password",
    done: "The link has expired or was used.",
  },
];

/** The reference draws itself from a document that it waits for. */
export const REFERENCE = { name: "reference", path: "/docs/api/", waitsFor: "/openapi.json" } as const;
