export { listFeedback, type PageFeedback } from "./list-feedback";
export { DOCUMENTATION_PAGES, type DocumentationPage } from "./pages";
export { forgetVisitors, purgeFeedback, recordFeedback } from "./record-feedback";
