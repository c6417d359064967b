import type { Recording } from "#connectors/sdk";
import check from "./check.json";
import checkAccountInactive from "./check-account-inactive.json";
import checkArchived from "./check-archived.json";
import checkInvalidAuth from "./check-invalid-auth.json";
import checkIsMember from "./check-is-member.json";
import checkJoins from "./check-joins.json";
import checkNoChannel from "./check-no-channel.json";
import checkPrivate from "./check-private.json";
import checkTokenRevoked from "./check-token-revoked.json";
import postAgainFound from "./post-again-found.json";
import postAgainMayNotLook from "./post-again-may-not-look.json";
import postAgainNotFound from "./post-again-not-found.json";
import postChannelNotFound from "./post-channel-not-found.json";
import postInternalError from "./post-internal-error.json";
import postInvalidAuth from "./post-invalid-auth.json";
import postIsArchived from "./post-is-archived.json";
import postMessage from "./post-message.json";
import postMissingScope from "./post-missing-scope.json";
import postMsgTooLong from "./post-msg-too-long.json";
import postNotInChannel from "./post-not-in-channel.json";
import postRatelimited from "./post-ratelimited.json";
import postTimedOut from "./post-timed-out.json";
import postTokenRevoked from "./post-token-revoked.json";
import postUnknownError from "./post-unknown-error.json";

/**
 * Made of the examples in Slack's reference of its methods (docs.slack.dev/reference/methods): auth.test,
 * conversations.info, conversations.join, conversations.history, chat.postMessage, and of their lists of errors.
 */
export const recordings = [
  check,
  checkAccountInactive,
  checkArchived,
  checkInvalidAuth,
  checkIsMember,
  checkJoins,
  checkNoChannel,
  checkPrivate,
  checkTokenRevoked,
  postAgainFound,
  postAgainMayNotLook,
  postAgainNotFound,
  postChannelNotFound,
  postInternalError,
  postInvalidAuth,
  postIsArchived,
  postMessage,
  postMissingScope,
  postMsgTooLong,
  postNotInChannel,
  postRatelimited,
  postTimedOut,
  postTokenRevoked,
  postUnknownError,
] as readonly Recording[];
