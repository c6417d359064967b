import { consumers } from "../queues";
import { app } from "./api/app";
import { readAway } from "./api/read-away";
import type { Bindings } from "./bindings";
import { runCron } from "./cron";
import { email } from "./email";

export { CircuitBreaker, RateLimiter, RefreshLock } from "../durable-objects";

export default {
  fetch: async (request: Request, env: Bindings, execution: ExecutionContext) => {
    const response = await app.fetch(request, env, execution);
    await readAway(request);
    return response;
  },
  queue: (batch, env, execution) => consumers[batch.queue as keyof typeof consumers](batch as never, env, execution),
  email,
  scheduled: (controller, env) => runCron(controller.cron, env, controller.scheduledTime),
} satisfies ExportedHandler<Bindings>;
