import { env } from "cloudflare:test";
import { vi } from "vitest";
import { newBuilder } from "./harness";
import { type App, newDeveloper, uploadScreenshots } from "./developers";
import type { SessionClient } from "./accounts";

export type Check = { rule: string; status: string; detail: string };
export type Review = Record<string, unknown> & {
  id: string;
  state: string;
  round: number;
  checks: Check[];
  due_at: string;
  is_overdue: boolean;
};

/** Answers name look-ups with a public address, and every other request as `answer` does. */
export function internet(answer: (request: Request) => Response | Promise<Response> = () => new Response("ok")): void {
  vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
    const request = new Request(input, init);
    const url = new URL(request.url);
    if (url.hostname !== "resolver.test") return await answer(request);
    const type = url.searchParams.get("type") === "AAAA" ? 28 : 1;
    const data = type === 28 ? "2606:2800:21f:cb07:6820:80da:af6b:8b2c" : "93.184.215.14";
    return Response.json(
      { Status: 0, Answer: [{ name: url.searchParams.get("name"), type, TTL: 60, data }] },
      { headers: { "content-type": "application/dns-json" } },
    );
  });
}

export const listing = {
  name: "Acme Sync",
  tagline: "Budgets and ledger, always the same",
  summary: "Acme Sync keeps the budgets of your projects and your ledger the same. ".repeat(4).trim(),
  category: "accounting",
  setup_guide_url: "https://acme.dev/setup",
  support_email: "support@acme.dev",
  pricing_type: "paid",
  price_monthly_cents: 2900,
  scope_justifications: {
    "read:projects": "Shows each project beside its ledger account.",
    "write:invoices": "Writes the invoices that come in by mail.",
  },
};

/** Calls of an application, straight into the usage of a builder. */
export async function addUsage(
  applicationId: string,
  calls: readonly (readonly [operation: string, status: number, calls: number])[],
  { builderId, daysAgo = 0 }: { builderId?: string; daysAgo?: number } = {},
): Promise<void> {
  const builder = builderId ?? (await newBuilder({ environment: "sandbox" }));
  const day = new Date(Date.now() - daysAgo * 86_400_000).toISOString().slice(0, 10);
  await env.PLATFORM_DB.batch(
    calls.map(([operation, status, count]) =>
      env.PLATFORM_DB.prepare(
        "insert into api_usage (builder_id, day, principal_id, operation, status, calls) values (?, ?, ?, ?, ?, ?)",
      ).bind(builder, day, applicationId, operation, status, count),
    ),
  );
}

/** An application that has all it takes to be approved, and its developer. */
export async function readyApp(): Promise<{
  user: SessionClient;
  app: App;
  listing: typeof listing & { screenshots: string[] };
}> {
  const { user, app } = await newDeveloper();
  const screenshots = await uploadScreenshots(user, app.id);
  await addUsage(app.id, [
    ["listProjects", 200, 40],
    ["createInvoice", 201, 3],
    ["createInvoice", 400, 1],
  ]);
  return { user, app, listing: { ...listing, screenshots } };
}
