export { answerReview, withdrawAnswer } from "./answer-review";
export { listModerated, listReviews, moderationList, reviewList } from "./list-reviews";
export { dismissReports, hideReview, type Report, REPORT_REASONS, reportReview, restoreReview } from "./moderate";
export type { IntegrationReview, ModeratedReview, OwnReview } from "./shape";
export { changeReview, createReview, deleteReview, getOwnReview, type ReviewInput } from "./write-review";
