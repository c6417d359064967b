/** The peer of a key check: better-auth's api-key plugin on D1, set up as its documentation does; each check is also counted against the key's limit. */
import { apiKey } from "@better-auth/api-key";
import { betterAuth } from "better-auth";
import { getMigrations } from "better-auth/db/migration";
import { Hono } from "hono";

type Bindings = { DB: D1Database };

/** More than the bench asks for: the limit is counted and never reached. */
const LIMIT = 1_000_000_000;

const setUp = (db: D1Database) =>
  betterAuth({
    database: db,
    baseURL: "http://127.0.0.1",
    secret: "0123456789abcdef0123456789abcdef",
    emailAndPassword: { enabled: true },
    telemetry: { enabled: false },
    plugins: [apiKey({ rateLimit: { enabled: true, timeWindow: 60_000, maxRequests: LIMIT } })],
  });

let auth: ReturnType<typeof setUp> | undefined;

const app = new Hono<{ Bindings: Bindings }>();

/** Makes the tables, a user and a key. */
app.post("/setup", async (c) => {
  auth ??= setUp(c.env.DB);
  await (await getMigrations(auth.options)).runMigrations();
  const { user } = await auth.api.signUpEmail({
    body: { email: "bench@example.com", password: "correct horse battery", name: "Bench" },
  });
  const { key } = await auth.api.createApiKey({ body: { userId: user.id } });
  return c.json({ key });
});

app.get("/check", async (c) => {
  auth ??= setUp(c.env.DB);
  const key = c.req.header("authorization")?.replace(/^Bearer /u, "") ?? "";
  const { valid, error } = await auth.api.verifyApiKey({ body: { key } });
  return valid ? c.json({ valid }) : c.json({ valid, error }, 401);
});

export default app;
