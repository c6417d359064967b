import type { Recording } from "#connectors/sdk";
import anotherShape from "./another-shape.json";
import check from "./check.json";
import cutOff from "./cut-off.json";
import errorIn200 from "./error-in-200.json";
import html from "./html.json";
import noAccess from "./no-access.json";
import permitSteps from "./permit-steps.json";
import permits from "./permits.json";
import permitsGoesOn from "./permits-goes-on.json";
import permitsNone from "./permits-none.json";
import permitsShortPage from "./permits-short-page.json";
import permitsTwoPages from "./permits-two-pages.json";
import serverError from "./server-error.json";
import submitAgainCannotLook from "./submit-again-cannot-look.json";
import submitAgainDraft from "./submit-again-draft.json";
import submitAgainFound from "./submit-again-found.json";
import submitErrorIn200 from "./submit-error-in-200.json";
import submitFiledBefore from "./submit-filed-before.json";
import submitInvalid from "./submit-invalid.json";
import submitNoPlace from "./submit-no-place.json";
import submitPermit from "./submit-permit.json";
import submitTimedOut from "./submit-timed-out.json";
import submitTwoPlaces from "./submit-two-places.json";
import submitUnknownField from "./submit-unknown-field.json";
import submitWithForm from "./submit-with-form.json";
import throttled from "./throttled.json";
import timedOut from "./timed-out.json";
import unauthorized from "./unauthorized.json";
import unknownCommunity from "./unknown-community.json";

export const recordings = [
  anotherShape,
  check,
  cutOff,
  errorIn200,
  html,
  noAccess,
  permitSteps,
  permits,
  permitsGoesOn,
  permitsNone,
  permitsShortPage,
  permitsTwoPages,
  serverError,
  submitAgainCannotLook,
  submitAgainDraft,
  submitAgainFound,
  submitErrorIn200,
  submitFiledBefore,
  submitInvalid,
  submitNoPlace,
  submitPermit,
  submitTimedOut,
  submitTwoPlaces,
  submitUnknownField,
  submitWithForm,
  throttled,
  timedOut,
  unauthorized,
  unknownCommunity,
] as readonly Recording[];
