/**
 * The floor of deliveries: a queue whose consumer fetches, and neither reads nor writes anything down. With `DB`, the floor
 * of those that are remembered: before and after its requests, a batch writes its rows by one plain statement.
 */
type Message = { url: string; id: number };
type Bindings = { QUEUE: Queue<Message>; DB?: D1Database };
type Order = { urls: string[]; count: number; body: string };

const A_SEND = 100;
const ROWS = `insert into deliveries select value, 0, null from json_each(?1) where true on conflict do update set claimed = 0`;
const CLAIM = `update deliveries set claimed = claimed + 1 where id in (select value from json_each(?1)) returning id, claimed`;
const RECORD = `update deliveries set response = 'ok' where id in (select value from json_each(?1))`;

let body = "";

export default {
  fetch: async (request, env) => {
    const order = (await request.json()) as Order;
    ({ body } = order);
    const messages = Array.from({ length: order.count }, (_, at) => ({
      body: { url: order.urls[at % order.urls.length] ?? "", id: at },
    }));
    if (env.DB) {
      await env.DB.exec(
        "create table if not exists deliveries (id integer primary key, claimed integer, response text)",
      );
      await env.DB.prepare(ROWS)
        .bind(JSON.stringify(messages.map((message) => message.body.id)))
        .run();
    }
    for (let at = 0; at < messages.length; at += A_SEND) await env.QUEUE.sendBatch(messages.slice(at, at + A_SEND));
    return new Response(null, { status: 202 });
  },
  queue: async (batch, env) => {
    const ids = JSON.stringify(batch.messages.map((message) => message.body.id));
    if (env.DB) await env.DB.prepare(CLAIM).bind(ids).all();
    await Promise.all(
      batch.messages.map(async ({ body: { url } }) => {
        const headers = { "content-type": "application/json" };
        const response = await fetch(url, { method: "POST", headers, body });
        await response.arrayBuffer();
      }),
    );
    if (env.DB) await env.DB.prepare(RECORD).bind(ids).run();
  },
} satisfies ExportedHandler<Bindings, Message>;
