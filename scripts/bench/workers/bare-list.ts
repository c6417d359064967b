/** The floor of a list: Hono, the same database binding, the same query, the same JSON; nobody is asked who they are. */
import { Hono } from "hono";

type Bindings = { DB: D1Database; SQL: string };
type Row = { id: string; created_at: number; updated_at: number };

const LIMIT = 50;

const app = new Hono<{ Bindings: Bindings }>();

app.get("/projects", async (c) => {
  const { results } = await c.env.DB.prepare(c.env.SQL).bind(c.req.query("builder_id")).all<Row>();
  const page = results.slice(0, LIMIT);
  const data = page.map((row) => ({
    ...row,
    created_at: new Date(row.created_at).toISOString(),
    updated_at: new Date(row.updated_at).toISOString(),
  }));
  return c.json({ data, has_more: results.length > LIMIT, next_cursor: page.at(-1)?.id ?? null });
});

export default app;
