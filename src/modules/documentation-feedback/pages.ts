/** Every page of the documentation that asks whether it helped, by its path. */
export const DOCUMENTATION_PAGES = [
  "/developer/",
  "/docs/",
  "/docs/api/",
  "/docs/changelog/",
  "/docs/events/",
  "/docs/guides/applications/",
  "/docs/guides/authentication/",
  "/docs/guides/concurrency/",
  "/docs/guides/documents/",
  "/docs/guides/errors/",
  "/docs/guides/lists/",
  "/docs/guides/oauth/",
  "/docs/guides/rate-limits/",
  "/docs/guides/sandboxes/",
  "/docs/guides/versions/",
  "/docs/problems/",
  "/docs/review-criteria/",
  "/docs/webhooks/",
] as const;

export type DocumentationPage = (typeof DOCUMENTATION_PAGES)[number];
