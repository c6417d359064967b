export const API_DESCRIPTION = `The public API of RossOS Marketplace: a residential builder's projects, money, schedules and vendors, and webhooks that tell of every change.

**Credentials.** Send \`Authorization: Bearer\` with an API key, or with an access token that a builder gave your application by OAuth 2.0. Keys of a sandbox begin with \`ross_test_\` and never reach live data.

**Lists** answer \`{data, has_more, next_cursor}\`, at most 100 a page. Send \`next_cursor\` as \`cursor\` for the next page. Filters are \`field=value\` and \`field[gte|gt|lte|lt|ne|in]=…\`; each list names those it has, and refuses others.

**Errors** are RFC 9457 problem documents; \`code\` is for programs, \`detail\` for people, \`errors\` says what is wrong where.

**Repeating** a POST with the same \`Idempotency-Key\` does nothing twice for 24 hours. **Concurrent changes** are caught with \`ETag\` and \`If-Match\`.

**Money** is integer cents, **times** are RFC 3339 in UTC, **days** are YYYY-MM-DD, **ids** are UUIDv7.

**Limits** are per key and per application's authorization: starter 100, professional 500, business 2000 requests in any 60 seconds. \`RateLimit\` tells what is left.`;

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
  { name: "Builder", description: "The builder itself, its members and their invitations, for signed-in people." },
  { name: "API keys", description: "Credentials for servers." },
  { name: "Authorized apps", description: "Third-party applications that the builder let in." },
  { name: "Usage", description: "Calls by day, endpoint and status." },
  { name: "Events", description: "What happened, for 30 days." },
  { name: "Webhooks", description: "Events sent to a URL: signed, retried, logged, replayable." },
  { name: "Sandboxes", description: "Invented data to test against." },
  {
    name: "Developer applications",
    description: "Applications of third-party developers, their review and their health.",
  },
  { name: "App review", description: "How platform admins review applications." },
  { name: "Platform administration", description: "For those who run the platform." },
  { name: "About the API", description: "Versions, and this document." },
];
