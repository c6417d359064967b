export { getReview, listReviews, type ReviewDetail, reviewList } from "./admin-reviews";
export type { CheckResult } from "./checks";
export { type Comment, commentOnReview } from "./comments";
export { CRITERIA, REVIEW_DAYS } from "./criteria";
export { claimReview, type Decision, decideReview } from "./decide-review";
export { LIMITS, type ListingDraft } from "./listing";
export { notifyOverdue } from "./notify-overdue";
export type { AdminReview, Review } from "./store";
export {
  checkOwnApp,
  getListing,
  getOwnReview,
  listOwnReviews,
  saveListing,
  submitApp,
  withdrawApp,
} from "./submit-app";
