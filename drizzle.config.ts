import { defineConfig } from "drizzle-kit";

const kind = process.env["SCHEMA"] === "platform" ? "platform" : "tenant";

export default defineConfig({
  dialect: "sqlite",
  schema: `./src/db/schema/${kind}/index.ts`,
  out: `./migrations/${kind}`,
});
