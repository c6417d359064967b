import { consumers } from "../queues";
import { app } from "./api/app";
import { readAway } from "./api/read-away";
import type { Bindings } from "./bindings";
import { runCron } from "./cron";
import { email } from "./email";

export { CircuitBreaker, RateLimiter, RefreshLock } from "../durable-objects";

/** The answer, once nothing is being sent any more. */
async function afterBody(request: Request, answer: Response | Promise<Response>): Promise<Response> {
  const response = await answer;
  await readAway(request);
  return response;
}

export default {
  fetch: (request: Request, env: Bindings, execution: ExecutionContext) => {
    const response = app.fetch(request, env, execution);
    return request.body ? afterBody(request, response) : response;
  },
  queue: (batch, env, execution) => consumers[batch.queue as keyof typeof consumers](batch as never, env, execution),
  email,
  scheduled: (controller, env) => runCron(controller.cron, env, controller.scheduledTime),
} satisfies ExportedHandler<Bindings>;
