/** The floor of deliveries: a queue whose consumer fetches, and neither reads nor writes anything down. */
type Message = { url: string };
type Bindings = { QUEUE: Queue<Message> };
type Order = { urls: string[]; count: number; body: string };

const A_SEND = 100;

let body = "";

export default {
  fetch: async (request, env) => {
    const order = (await request.json()) as Order;
    ({ body } = order);
    const messages = Array.from({ length: order.count }, (_, at) => ({
      body: { url: order.urls[at % order.urls.length] ?? "" },
    }));
    for (let at = 0; at < messages.length; at += A_SEND) await env.QUEUE.sendBatch(messages.slice(at, at + A_SEND));
    return new Response(null, { status: 202 });
  },
  queue: async (batch) => {
    await Promise.all(
      batch.messages.map(async ({ body: { url } }) => {
        const headers = { "content-type": "application/json" };
        const response = await fetch(url, { method: "POST", headers, body });
        await response.arrayBuffer();
      }),
    );
  },
} satisfies ExportedHandler<Bindings, Message>;
