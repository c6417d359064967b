import type { Recording } from "#connectors/sdk";
import check from "./check.json";
import checkNoAccount from "./check-no-account.json";
import checkNotAuthenticated from "./check-not-authenticated.json";
import postAgainFound from "./post-again-found.json";
import postAgainNotFound from "./post-again-not-found.json";
import postBadSender from "./post-bad-sender.json";
import postByService from "./post-by-service.json";
import postMessage from "./post-message.json";
import postNotANumber from "./post-not-a-number.json";
import postNotAuthenticated from "./post-not-authenticated.json";
import postRegion from "./post-region.json";
import postStopped from "./post-stopped.json";
import postTimedOut from "./post-timed-out.json";
import postTooLong from "./post-too-long.json";
import postTooMany from "./post-too-many.json";
import postTrial from "./post-trial.json";
import postUnknownError from "./post-unknown-error.json";

/** Made of the examples in Twilio's OpenAPI document and its dictionary of errors. */
export const recordings = [
  check,
  checkNoAccount,
  checkNotAuthenticated,
  postAgainFound,
  postAgainNotFound,
  postBadSender,
  postByService,
  postMessage,
  postNotANumber,
  postNotAuthenticated,
  postRegion,
  postStopped,
  postTimedOut,
  postTooLong,
  postTooMany,
  postTrial,
  postUnknownError,
] as readonly Recording[];
