export { importSurvey } from "./import-survey";
export { buildableArea } from "./measure/buildable";
export type { SurveyDetail } from "./measure/drawing";
export type { Lot } from "./measure/lot";
export { deleteSurvey, drawSurvey, findLot, listSurveys, newestSurvey, surveyList, surveySize } from "./read-surveys";
export { findDetail as getSurvey, findSurvey } from "./store";
export { POINT_ORDERS, ROLES } from "./types";
