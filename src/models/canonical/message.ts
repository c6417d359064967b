import { once } from "#lib/once";
import { z } from "@hono/zod-openapi";

/** A message as it is posted to a channel of a chat. */
export const messageToPost = once(() =>
  z.strictObject({
    /** The chat's own id of the channel, or the number of a telephone. */
    channel: z.string().min(1).max(100),
    /** Plain text; what the chat would take for markup is shown as it is. */
    text: z.string().min(1).max(4000),
  }),
);

/** A message for the one channel that an install is connected with. */
export const noticeToPost = once(() => z.strictObject({ text: messageToPost().shape.text }));

export const postedNotice = once(() =>
  z.object({
    /** Null where the chat does not tell it. */
    message_id: z.string().nullable(),
  }),
);

export const postedMessage = once(() =>
  z.object({
    channel: z.string(),
    /** Its id within the channel. */
    message_id: z.string(),
  }),
);
