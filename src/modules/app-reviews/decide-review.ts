import { commitPlatform, mustChange } from "#db/commit";
import { prepare, type Write } from "#db/client";
import { describe, log } from "#lib/log";
import { sendMail } from "#modules/accounts";
import { audit } from "#modules/audit";
import { type AppRow, assetUrl, findAnyApp, nextVersion, updateApp } from "#modules/developer-apps";
import { publishListing } from "#modules/listings";
import type { UserContext } from "../../context";
import { DomainError, invalid } from "../../errors";
import { newComment } from "./comments";
import { checkApp, type ScopeOf } from "./gather-facts";
import type { Listing } from "./listing";
import { type AdminReview, findReview, type ReviewRow, toAdminReview } from "./store";
import { spokenState } from "#lib/spoken-state";

export type Decision = {
  decision: "approved" | "changes_requested" | "rejected";
  /** What the developer is told. */
  note?: string | undefined;
  /** Failed rules that the admin approves in spite of. */
  waived_rules?: string[] | undefined;
};

/** Takes a submission on: whoever claims it decides it. Claiming it again is no error; another's is taken over when said so. */
export async function claimReview(ctx: UserContext, id: string, takeOver: boolean): Promise<AdminReview> {
  const review = await findReview(ctx, id);
  if (review.state !== "submitted" && review.state !== "in_review")
    throw new DomainError("invalid_state", `The submission is ${spokenState(review.state)} and cannot be claimed.`);
  if (review.claimed_by === ctx.user.id) return toAdminReview(review, ctx.now);
  if (review.claimed_by !== null && !takeOver)
    throw new DomainError("conflict", "Another admin has claimed the submission. Send take_over to take it on.");
  const app = await findAnyApp(ctx, review.application_id);
  const after = {
    ...review,
    state: "in_review" as const,
    claimed_by: ctx.user.id,
    in_review_at: review.in_review_at ?? ctx.now,
  };
  const claim = prepare(
    ctx.platform,
    `update app_reviews set state = 'in_review', claimed_by = ?2, in_review_at = ?3
 where id = ?1 and state = ?4 and claimed_by is ?5`,
    id,
    ctx.user.id,
    after.in_review_at,
    review.state,
    review.claimed_by,
  );
  const set = { status: "in_review", updated_at: nextVersion(app, ctx.now) };
  return await commitPlatform(ctx, {
    writes: [
      ...mustChange(ctx.platform, claim),
      ...mustChange(ctx.platform, updateApp(ctx, app, set)),
      audit(ctx, {
        action: "app_review.claimed",
        subject: ["app", app.id],
        detail: { review_id: id, former_reviewer: review.claimed_by },
      }),
    ],
    result: toAdminReview(after, ctx.now),
  });
}

function refuseUndecidable(ctx: UserContext, review: ReviewRow, { decision, note }: Decision): void {
  if (review.state !== "in_review" || review.claimed_by !== ctx.user.id)
    throw new DomainError("invalid_state", "Only who has claimed the submission can decide it. Claim it first.");
  if (decision !== "approved" && (note?.trim() ?? "") === "")
    throw invalid([{ pointer: "/note", detail: "Say in note what is to change, or why it is rejected." }]);
}

/** @returns the rules that fail now; all of them waived */
async function failedRules(ctx: UserContext, app: AppRow, listing: Listing, input: Decision, scopeOf: ScopeOf) {
  if (input.decision !== "approved") return [];
  const failed = (await checkApp(ctx, app, listing, scopeOf)).filter(({ status }) => status === "failed");
  const open = failed.filter(({ rule }) => !(input.waived_rules ?? []).includes(rule));
  if (open.length === 0) return failed.map(({ rule }) => rule);
  throw new DomainError(
    "invalid_state",
    `Automated checks fail: ${open.map(({ rule }) => rule).join(", ")}. Request changes, or name them in waived_rules to approve in spite of them.`,
    { errors: open.map(({ rule, detail }) => ({ pointer: "/waived_rules", detail: `${rule}: ${detail}` })) },
  );
}

/**
 * Decides a submission. Approval publishes the listing and opens the application to every builder, in the same commit.
 * @throws DomainError invalid_state unless the admin has claimed it; and for an approval in spite of failing checks that are not waived
 */
export async function decideReview(
  ctx: UserContext,
  id: string,
  input: Decision,
  scopeOf: ScopeOf,
): Promise<AdminReview> {
  const review = await findReview(ctx, id);
  refuseUndecidable(ctx, review, input);
  const app = await findAnyApp(ctx, review.application_id);
  const listing = JSON.parse(review.listing) as Listing;
  const waived = await failedRules(ctx, app, listing, input, scopeOf);
  const note = input.note?.trim() || null;
  const after = {
    ...review,
    state: input.decision,
    decided_by: ctx.user.id,
    decided_at: ctx.now,
    decision_note: note,
  };
  const published = input.decision === "approved" ? await publish(ctx, app, listing) : { writes: [], slug: undefined };
  const flag = input.decision === "approved" ? 1 : 0;
  const set = {
    status: input.decision,
    is_approved: flag,
    is_published: flag,
    updated_at: nextVersion(app, ctx.now),
  };
  const result = await commitPlatform(ctx, {
    writes: [
      ...mustChange(ctx.platform, decide(ctx, after)),
      ...mustChange(ctx.platform, updateApp(ctx, app, set)),
      ...published.writes,
      ...(note === null ? [] : [newComment(ctx, id, { body: note, is_internal: false }).write]),
      audit(ctx, {
        action: `app_review.${input.decision}`,
        subject: ["app", app.id],
        detail: { review_id: id, round: review.round, note, waived_rules: waived, slug: published.slug ?? null },
      }),
    ],
    result: toAdminReview(after, ctx.now),
  });
  ctx.waitUntil(tellDeveloper(ctx, app, input.decision, note));
  return result;
}

const decide = (ctx: UserContext, after: ReviewRow): Write =>
  prepare(
    ctx.platform,
    `update app_reviews set state = ?3, decided_by = ?2, decided_at = ?4, decision_note = ?5
 where id = ?1 and state = 'in_review' and claimed_by = ?2`,
    after.id,
    ctx.user.id,
    after.state,
    after.decided_at,
    after.decision_note,
  );

const publish = (ctx: UserContext, app: AppRow, listing: Listing) =>
  publishListing(ctx, {
    applicationId: app.id,
    developerId: app.developer_id,
    name: listing.name,
    tagline: listing.tagline,
    category: listing.category,
    description: listing.tagline,
    longDescription: listing.summary,
    screenshots: listing.screenshots.map(assetUrl),
    setupGuideUrl: listing.setup_guide_url,
    supportEmail: listing.support_email,
    supportUrl: listing.support_url,
    pricingType: listing.pricing_type,
    priceMonthlyCents: listing.price_monthly_cents,
  });

const SUBJECTS = {
  approved: "is approved and published",
  changes_requested: "needs changes",
  rejected: "was not approved",
} as const;

/** The decision stands in the API; a mail that fails is logged and takes nothing back. */
async function tellDeveloper(
  ctx: UserContext,
  app: AppRow,
  decision: Decision["decision"],
  note: string | null,
): Promise<void> {
  try {
    const developer = await prepare(ctx.platform, "select email from users where id = ?1", app.developer_id).first<{
      email: string;
    }>();
    if (!developer) return;
    await sendMail(ctx.env, {
      to: developer.email,
      kind: "app-review",
      subject: `${app.name} ${SUBJECTS[decision]}`,
      text: [`Your application ${app.name} ${SUBJECTS[decision]}.`, ...(note === null ? [] : [note])],
      action: { label: "What applications are judged by", url: `${ctx.env.PUBLIC_URL}/docs/review-criteria/` },
    });
  } catch (error) {
    log("warn", "review decision not mailed", { application: app.id, ...describe(error) });
  }
}
