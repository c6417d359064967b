import type { Recording } from "#connectors/sdk";
import check from "./check.json";
import checkNothingTold from "./check-nothing-told.json";
import checkPeopleAlone from "./check-people-alone.json";
import checkSwitchedOff from "./check-switched-off.json";
import postAnsweredOtherwise from "./post-answered-otherwise.json";
import postGone from "./post-gone.json";
import postNotAccepted from "./post-not-accepted.json";
import postNotice from "./post-notice.json";
import postSwitchedOff from "./post-switched-off.json";
import postThrottled from "./post-throttled.json";
import postTimedOut from "./post-timed-out.json";

/** What a workflow takes and answers, after Microsoft's guide to webhooks in Teams and what others have met. */
export const recordings = [
  check,
  checkNothingTold,
  checkPeopleAlone,
  checkSwitchedOff,
  postAnsweredOtherwise,
  postGone,
  postNotAccepted,
  postNotice,
  postSwitchedOff,
  postThrottled,
  postTimedOut,
] as readonly Recording[];
