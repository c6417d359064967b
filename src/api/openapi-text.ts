import { versions } from "./versions";

const INTRODUCTION = `The public API of RossOS Marketplace: a residential builder's projects, money, schedules and vendors, and webhooks that tell of every change.`;

const PREVIEW = `**This version is a preview.** Its shapes may still change without notice. It works on the same data as v1, with the same keys.`;

const CONVENTIONS = `## Credentials
Send \`Authorization: Bearer\` with an API key, or with an access token that a builder gave your application by OAuth 2.0. The key of a sandbox begins with \`ross_test_\` and never reaches live data. Each operation names the scope it needs; \`write:…\` does not include \`read:…\`. What is for people, such as registering an application, takes the session of who is signed in, and no key or token.

## Values
Money is in integer cents, times are RFC 3339 in UTC, days are \`YYYY-MM-DD\`, ids are UUIDs (version 7) in lower case. Fields that a body does not have are refused. Answers may gain fields, and lists of values may gain members, within a version: ignore those you do not know.

## Lists
A list answers \`{data, has_more, next_cursor}\`, 50 records a page unless \`limit\` says otherwise. Send \`next_cursor\` as \`cursor\` for the next page. Filters are \`field=value\` and \`field[gte|gt|lte|lt|ne|in]=value\`; each list names those it has and refuses others.

## Errors
An error is a problem document (RFC 9457): \`code\` is for programs, \`detail\` for people, and \`errors\` says what is wrong where. An id of another builder's record is answered as one that does not exist.

## Repeating and racing
With the same \`Idempotency-Key\`, a POST does nothing twice for 24 hours. Send the \`ETag\` you have read as \`If-Match\`, and a change that would overwrite someone else's is refused with 412.

## Limits
A key has a limit of requests in any 60 seconds: at most 100 on the plan starter, 500 on professional, 2000 on business. An application has the plan's limit for each authorization, a signed-in person 600 requests. \`RateLimit\` tells what is left; beyond it the answer is 429 with \`Retry-After\`. A JSON body is at most 1 MiB.`;

/** What the document says of a version before its operations; Markdown. */
export function describeApi(name: string): string {
  const isPreview = versions.some(({ version, status }) => version === name && status === "preview");
  return [INTRODUCTION, ...(isPreview ? [PREVIEW] : []), CONVENTIONS].join("\n\n");
}

/** The headings of the documentation, in their order. */
export const TAGS: readonly { name: string; description: string }[] = [
  { name: "Clients", description: "Whom a builder builds for." },
  { name: "Projects", description: "Houses and renovations, from lead to warranty." },
  { name: "Cost codes", description: "The chart of job costs." },
  { name: "Budgets", description: "What a project may cost, line by line." },
  { name: "Schedules", description: "The plan of the work, task by task." },
  { name: "Vendors", description: "Subcontractors and suppliers." },
  { name: "Invoices", description: "Vendors' bills and their line items." },
  { name: "Payments", description: "Money paid on invoices." },
  { name: "Change orders", description: "Changes to a project's contract." },
  { name: "Documents", description: "Files of a project." },
  { name: "Permits", description: "Building permits of projects: filed, followed, or kept by hand." },
  { name: "Jurisdictions", description: "The registry of who decides on building permits where." },
  { name: "Surveys", description: "What the files of surveyors say of lots and sites." },
  { name: "Builder", description: "The builder itself, its members and their invitations, for signed-in people." },
  { name: "Events", description: "What happened in a builder's data, for 30 days." },
  { name: "Webhooks", description: "Events sent to a URL of yours: signed, retried, logged, replayable." },
  { name: "Marketplace", description: "Integrations: what there is, what they do, and how they are doing." },
  { name: "Integrations", description: "What a builder has installed: its syncs, its calls, its data." },
  { name: "Notifications", description: "What the platform tells a builder." },
  { name: "API keys", description: "Credentials for programs." },
  { name: "Authorized apps", description: "Third-party applications that the builder let in." },
  { name: "OAuth 2.0", description: "How an application asks a person for access, and gets its tokens." },
  { name: "Usage", description: "Requests by day, operation and status." },
  { name: "Sandboxes", description: "Invented data to test against." },
  {
    name: "Developer applications",
    description: "Applications of third-party developers, their review and their health.",
  },
  { name: "App review", description: "How platform admins review applications." },
  { name: "Platform administration", description: "For those who run the platform." },
  { name: "About the API", description: "Its versions, and this document." },
];
