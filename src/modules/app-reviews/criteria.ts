/** One thing an application is judged by. Ids are published and never given to another rule. */
export type Criterion = {
  id: string;
  title: string;
  /** What passes, and how to get there. */
  text: string;
  /** Whether a program decides it, or a person. */
  automatic: boolean;
};

/** Business days from submission to an answer. */
export const REVIEW_DAYS = 5;
export const LEAST_JUSTIFICATION = 20;
/** Per cent of sandbox calls that must stay below this. */
export const MOST_ERRORS_PERCENT = 5;
/** How far back sandbox calls and webhook tests count. */
export const LOOK_BACK_DAYS = 30;

const rule = (id: string, title: string, text: string): Criterion => ({
  id,
  title,
  text,
  automatic: id.startsWith("R"),
});

export const CRITERIA: readonly Criterion[] = [
  rule(
    "R001",
    "Redirect URIs answer over https",
    "Every https redirect URI answers a GET within 5 seconds, with anything but 404, 410 or a server error. http on loopback and private-use schemes are for public applications; one on a server has https alone.",
  ),
  rule(
    "R002",
    "Every scope is justified",
    `For each scope asked for, the submission says in at least ${LEAST_JUSTIFICATION} characters what it is needed for. Ask for no more than that.`,
  ),
  rule(
    "R003",
    "The listing is complete",
    "Name (at most 30 characters), tagline (at most 40), summary (200 to 2000), category, at least 3 screenshots of 720×480 to 1920×1080 pixels, setup guide, support contact and pricing.",
  ),
  rule(
    "R004",
    "Webhook signatures are verified",
    `An application that names a webhook receiver accepts the right signature with 2xx and refuses a wrong one with 4xx. POST /api/v1/developer/webhook-test with check_verification and application_id proves it; the proof counts for ${LOOK_BACK_DAYS} days.`,
  ),
  rule(
    "R005",
    "Every scope was used in a sandbox",
    `For each scope asked for, the application made at least one call in a sandbox that succeeded, in the last ${LOOK_BACK_DAYS} days.`,
  ),
  rule(
    "R006",
    `Fewer than ${MOST_ERRORS_PERCENT} % of sandbox calls fail`,
    `Of the application's calls in sandboxes in the last ${LOOK_BACK_DAYS} days, fewer than ${MOST_ERRORS_PERCENT} % were answered with 4xx or 5xx.`,
  ),
  rule(
    "M001",
    "It does what the listing says",
    "A reviewer follows the setup guide in a sandbox and finds what name, tagline, summary and screenshots promise.",
  ),
  rule(
    "M002",
    "The name misleads nobody",
    "Name, logo and text are the developer's to use, claim no endorsement by us or by others, and are not those of another listing.",
  ),
  rule(
    "M003",
    "Data is used for what it was asked for",
    "The privacy policy on the homepage says which data is kept, where, for how long, and with whom it is shared. Builders' data is not sold and trains nothing without their consent.",
  ),
  rule(
    "M004",
    "Leaving is easy",
    "Disconnecting is one step. After a revoked authorization the application stops calling and deletes what it may not keep.",
  ),
  rule(
    "M005",
    "Failures are handled",
    "It waits for Retry-After on 429 and 503, repeats POST requests with the same Idempotency-Key, and tells the person in front of it what failed.",
  ),
  rule(
    "M006",
    "Secrets stay secret",
    "Client secrets and tokens are on servers only, never in a page, an app package or a log. Public applications use PKCE and no secret.",
  ),
  rule(
    "M007",
    "Pricing is plain",
    "All costs are on the listing, in dollars a month, and nothing that needs a payment is called free.",
  ),
  rule("M008", "Someone answers", "The support contact answers within two business days, in English."),
];

export const AUTOMATIC_IDS: readonly string[] = CRITERIA.filter(({ automatic }) => automatic).map(({ id }) => id);
