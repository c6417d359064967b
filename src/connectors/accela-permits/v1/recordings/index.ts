import type { Recording } from "#connectors/sdk";
import anotherShape from "./another-shape.json";
import check from "./check.json";
import cutOff from "./cut-off.json";
import errorIn200 from "./error-in-200.json";
import html from "./html.json";
import noToken from "./no-token.json";
import permitSteps from "./permit-steps.json";
import permits from "./permits.json";
import permitsGoesOn from "./permits-goes-on.json";
import permitsNone from "./permits-none.json";
import serverError from "./server-error.json";
import submitAgainCannotLook from "./submit-again-cannot-look.json";
import submitAgainFound from "./submit-again-found.json";
import submitAgainNotFound from "./submit-again-not-found.json";
import submitContactRefused from "./submit-contact-refused.json";
import submitErrorIn200 from "./submit-error-in-200.json";
import submitInvalid from "./submit-invalid.json";
import submitPermit from "./submit-permit.json";
import submitScriptFailedAfter from "./submit-script-failed-after.json";
import submitScriptRefused from "./submit-script-refused.json";
import submitTimedOut from "./submit-timed-out.json";
import throttled from "./throttled.json";
import timedOut from "./timed-out.json";

export const recordings = [
  anotherShape,
  check,
  cutOff,
  errorIn200,
  html,
  noToken,
  permitSteps,
  permits,
  permitsGoesOn,
  permitsNone,
  serverError,
  submitAgainCannotLook,
  submitAgainFound,
  submitAgainNotFound,
  submitContactRefused,
  submitErrorIn200,
  submitInvalid,
  submitPermit,
  submitScriptFailedAfter,
  submitScriptRefused,
  submitTimedOut,
  throttled,
  timedOut,
] as readonly Recording[];
