import { receiveMail } from "#modules/permits";
import { log } from "#lib/log";
import type { Bindings } from "./bindings";

type Message = Pick<ForwardableEmailMessage, "to" | "raw" | "rawSize" | "setReject">;

/** Mail that Email Routing hands to the Worker: that about permits. What is not for us goes back to its sender. */
export async function email(
  message: Message,
  env: Bindings,
  execution: Pick<ExecutionContext, "waitUntil">,
): Promise<void> {
  const received = await receiveMail(env, execution, message, Date.now());
  log("info", "mail received", { size: message.rawSize, ...received });
  if ("refused" in received) message.setReject(received.refused);
}
