import { z } from "zod";
import { type Answered, endpoints, judgeFailure, type Judgement } from "#connectors/sdk";

/** What a workflow that cannot be begun names as the reason. */
const REASONS: Readonly<Record<string, string>> = {
  DirectApiAuthorizationRequired:
    "The workflow lets only people who are signed in begin it. Let anyone trigger it, and enter its new address.",
  WorkflowTriggerIsNotEnabled:
    "The workflow is switched off or was deleted. Switch it on, or enter the address of another.",
  WorkflowNotFound: "The workflow is not there any more. Enter the address of another.",
};

const told = z.object({ error: z.object({ code: z.string() }) });

/** Whatever its status, a workflow that does not take the address needs its builder. */
function judge({ status, body }: Answered): Judgement | undefined {
  const { data } = told.safeParse(body);
  const reason = data && Object.hasOwn(REASONS, data.error.code) ? REASONS[data.error.code] : undefined;
  if (reason !== undefined) return { class: "config", message: reason };
  if (status === 404 || status === 410) return { class: "config", message: REASONS["WorkflowNotFound"] ?? "" };
  return status === 401 || status === 403
    ? judgeFailure(status, "Teams does not accept the address any more. Copy it again from the workflow.")
    : undefined;
}

/** The answer is a 202 without a body; a workflow that was given a step to answer with may say 200. */
export const api = endpoints({ judge, maxBytes: 65_536 }, { startWorkflow: { at: "POST /", response: z.undefined() } });
