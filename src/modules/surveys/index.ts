export { importSurvey } from "./import-survey";
export type { SurveyDetail } from "./measure/drawing";
export { deleteSurvey, drawSurvey, listSurveys, surveyList } from "./read-surveys";
export { findDetail as getSurvey } from "./store";
export { POINT_ORDERS, ROLES } from "./types";
