import { commitPlatform, isConstraintFailure, LostRace, mustChange } from "#db/commit";
import { prepare } from "#db/client";
import { addBusinessDays } from "#lib/business-days";
import { newId } from "#lib/ids";
import { checkWebhookUrl } from "#lib/url-guard";
import { audit } from "#modules/audit";
import { type AppRow, findApp, listScreenshots, nextVersion, updateApp } from "#modules/developer-apps";
import { unpublishListing } from "#modules/listings";
import type { UserContext } from "../../context";
import { DomainError, type Fault, invalid } from "../../errors";
import { type CheckResult } from "./checks";
import { type Comment, listComments } from "./comments";
import { REVIEW_DAYS } from "./criteria";
import { checkApp, savedListing, type ScopeOf } from "./gather-facts";
import { complete, type ListingDraft, listingFaults } from "./listing";
import { COLUMNS, isOpen, type Review, type ReviewRow, selectRounds, toReview } from "./store";

const SAVE = `insert into app_listings (application_id, listing, updated_at) values (?1, ?2, ?3)
 on conflict (application_id) do update set listing = excluded.listing, updated_at = excluded.updated_at`;

const save = (ctx: UserContext, id: string, draft: ListingDraft) =>
  prepare(ctx.platform, SAVE, id, JSON.stringify(draft), ctx.now);

const ADDRESSES = ["setup_guide_url", "support_url", "webhook_url"] as const;

/** Addresses must be ones that may be reached, and justifications be of scopes that are asked for. */
function draftFaults(ctx: UserContext, app: AppRow, draft: ListingDraft): Fault[] {
  const options = { allowLoopback: ctx.env.WEBHOOK_ALLOW_LOOPBACK === "true" };
  const addresses = ADDRESSES.flatMap((field) => {
    const url = draft[field];
    const verdict = url === undefined || url === null ? undefined : checkWebhookUrl(url, options);
    return verdict === undefined || verdict.ok ? [] : [{ pointer: `/${field}`, detail: verdict.reason }];
  });
  const scopes = JSON.parse(app.scopes) as string[];
  const strange = Object.keys(draft.scope_justifications ?? {}).filter((scope) => !scopes.includes(scope));
  return [
    ...addresses,
    ...strange.map((scope) => ({
      pointer: `/scope_justifications/${scope.replaceAll("~", "~0").replaceAll("/", "~1")}`,
      detail: `The application does not ask for ${scope}.`,
    })),
  ];
}

export async function getListing(ctx: UserContext, id: string): Promise<ListingDraft> {
  await findApp(ctx, id);
  return (await savedListing(ctx, id)) ?? {};
}

/** Keeps what there is of a listing until it is submitted. */
export async function saveListing(ctx: UserContext, id: string, draft: ListingDraft): Promise<ListingDraft> {
  const app = await findApp(ctx, id);
  const faults = draftFaults(ctx, app, draft);
  if (faults.length > 0) throw invalid(faults);
  return await commitPlatform(ctx, { writes: [save(ctx, id, draft)], result: draft });
}

/** Runs the automated checks on the application as it stands, with its saved listing. */
export async function checkOwnApp(ctx: UserContext, id: string, scopeOf: ScopeOf): Promise<CheckResult[]> {
  const app = await findApp(ctx, id);
  return await checkApp(ctx, app, await savedListing(ctx, id), scopeOf);
}

const INSERT = `insert into app_reviews (id, application_id, round, state, listing, checks, submitted_by, submitted_at, due_at)
 select ?1, ?2, coalesce(max(round), 0) + 1, 'submitted', ?3, ?4, ?5, ?6, ?7 from app_reviews where application_id = ?2`;

/**
 * Submits an application for review: runs the automated checks, keeps their report with it, and sets the due date five
 * business days ahead. What the checks find wrong does not keep it from a reviewer, who sees the same report.
 * @param input laid over the saved listing
 * @throws DomainError invalid_request for an incomplete listing, invalid_state while it is under review or approved
 */
export async function submitApp(ctx: UserContext, id: string, input: ListingDraft, scopeOf: ScopeOf): Promise<Review> {
  const app = await findApp(ctx, id);
  refuseSubmitted(app);
  const draft = { ...(await savedListing(ctx, id)), ...input };
  const screenshots = (await listScreenshots(ctx, id)).map((asset) => asset.id);
  const faults = [...draftFaults(ctx, app, draft), ...listingFaults(draft, screenshots)];
  if (faults.length > 0) throw invalid(faults);
  const listing = complete(draft);
  const checks = await checkApp(ctx, app, listing, scopeOf);
  const row: ReviewRow = {
    id: newId(ctx.now),
    application_id: id,
    round: ((await selectRounds(ctx, id))[0]?.round ?? 0) + 1,
    state: "submitted",
    listing: JSON.stringify(listing),
    checks: JSON.stringify(checks),
    submitted_by: ctx.user.id,
    submitted_at: ctx.now,
    due_at: addBusinessDays(ctx.now, REVIEW_DAYS),
    claimed_by: null,
    in_review_at: null,
    decided_by: null,
    decided_at: null,
    decision_note: null,
    overdue_notified_on: null,
  };
  return await write(ctx, app, row, draft);
}

function refuseSubmitted(app: AppRow): void {
  if (!["submitted", "in_review", "approved"].includes(app.status)) return;
  const said = app.status === "approved" ? "approved already" : "under review already";
  throw new DomainError("invalid_state", `The application is ${said}. Withdraw it to submit it anew.`);
}

async function write(ctx: UserContext, app: AppRow, row: ReviewRow, draft: ListingDraft): Promise<Review> {
  const { id, listing, checks, submitted_by: by, due_at: due } = row;
  const failed = (JSON.parse(checks) as CheckResult[]).filter(({ status }) => status === "failed");
  try {
    return await commitPlatform(ctx, {
      writes: [
        prepare(ctx.platform, INSERT, id, app.id, listing, checks, by, ctx.now, due),
        ...mustChange(
          ctx.platform,
          updateApp(ctx, app, { status: "submitted", updated_at: nextVersion(app, ctx.now) }),
        ),
        save(ctx, app.id, draft),
        audit(ctx, {
          action: "app_review.submitted",
          subject: ["app", app.id],
          detail: { review_id: id, round: row.round, failed_rules: failed.map(({ rule }) => rule) },
        }),
      ],
      result: toReview(row, ctx.now),
    });
  } catch (error) {
    throw isConstraintFailure(error) ? new LostRace() : error;
  }
}

/**
 * Takes an application back: out of its review, or off the marketplace. It is a draft again, and only sandboxes and its
 * developer's builders can newly authorize it; authorizations that exist go on.
 */
export async function withdrawApp(ctx: UserContext, id: string): Promise<void> {
  const app = await findApp(ctx, id);
  if (app.status === "draft") throw new DomainError("invalid_state", "The application is a draft already.");
  const [latest] = await selectRounds(ctx, id);
  const set = { status: "draft", is_approved: 0, is_published: 0, updated_at: nextVersion(app, ctx.now) };
  await commitPlatform(ctx, {
    writes: [
      ...mustChange(ctx.platform, updateApp(ctx, app, set)),
      prepare(
        ctx.platform,
        "update app_reviews set state = 'withdrawn', decided_at = ?2 where application_id = ?1 and state in ('submitted', 'in_review')",
        id,
        ctx.now,
      ),
      unpublishListing(ctx, id),
      audit(ctx, {
        action: latest && isOpen(latest.state) ? "app_review.withdrawn" : "app.withdrawn",
        subject: ["app", id],
        detail: { former_state: app.status },
      }),
    ],
    result: undefined,
  });
}

/** Every submission of the application, newest first. */
export async function listOwnReviews(ctx: UserContext, id: string): Promise<Review[]> {
  await findApp(ctx, id);
  return (await selectRounds(ctx, id)).map((row) => toReview(row, ctx.now));
}

/** One submission with what reviewers said to the developer. */
export async function getOwnReview(
  ctx: UserContext,
  id: string,
  reviewId: string,
): Promise<Review & { comments: Comment[] }> {
  await findApp(ctx, id);
  const row = await prepare(
    ctx.platform,
    `select ${COLUMNS} from app_reviews where id = ?1 and application_id = ?2`,
    reviewId,
    id,
  ).first<ReviewRow>();
  if (!row) throw new DomainError("not_found", "There is no such review.");
  return { ...toReview(row, ctx.now), comments: await listComments(ctx, reviewId, false) };
}
