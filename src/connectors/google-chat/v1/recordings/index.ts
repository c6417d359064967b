import type { Recording } from "#connectors/sdk";
import check from "./check.json";
import checkBadKey from "./check-bad-key.json";
import checkBadToken from "./check-bad-token.json";
import postBadToken from "./post-bad-token.json";
import postGone from "./post-gone.json";
import postInternalError from "./post-internal-error.json";
import postNotice from "./post-notice.json";
import postThrottled from "./post-throttled.json";
import postTimedOut from "./post-timed-out.json";
import postTooLong from "./post-too-long.json";

/** Made after Google's reference of spaces.messages.create, and of errors that others have met. */
export const recordings = [
  check,
  checkBadKey,
  checkBadToken,
  postBadToken,
  postGone,
  postInternalError,
  postNotice,
  postThrottled,
  postTimedOut,
  postTooLong,
] as readonly Recording[];
