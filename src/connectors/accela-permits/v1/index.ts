import type { z } from "zod";
import { type Call, CallFailure, defineVersion, filedAs, findFrom, type Part, permitSyncs } from "#connectors/sdk";
import { DAY_MS } from "#lib/time";
import { manifest } from "../manifest";
import { api } from "./client";
import { type record, toAdded, toApplication } from "./mapper";

type Listed = z.output<typeof record>;

const A_PAGE = 100;
const SETTLED_MS = 300_000;

const dayOf = (at: Date): string => at.toISOString().slice(0, 10);
/** Agencies keep days without a zone; one more back is safe anywhere. */
const dayBefore = (at: Date): string => dayOf(new Date(at.getTime() - DAY_MS));

type Query = { updateDateFrom?: string | undefined; openedDateFrom?: string };

/** The records from an offset on. */
async function listFrom(call: Call, query: Query, offset: number): Promise<Part<Listed>> {
  const asked = { ...query, expand: "addresses", limit: A_PAGE, offset };
  const { result, page } = await call(api.listMine, { query: asked });
  const records = result ?? [];
  const isMore = page?.hasmore ?? records.length >= A_PAGE;
  return {
    items: records.filter(({ isFiled }) => isFiled),
    next: isMore ? offset + (records.length || A_PAGE) : null,
    total: page?.total ?? undefined,
  };
}

function isUnderWay({ permit: { status, status_at: at } }: Listed, settled: Date): boolean {
  const isOver = status === "permit_finaled" || status === "permit_cancelled";
  return !isOver || at === null || at >= dayOf(settled);
}

/** The platform works on a request for up to 225 s: looking for what it has done is of no use before. */
function onceSettled(error: unknown): never {
  if (!(error instanceof CallFailure) || !error.ambiguous) throw error;
  throw new CallFailure(error, { status: error.status, ambiguous: true, retryAfterMs: SETTLED_MS });
}

export const v1 = defineVersion(manifest, {
  baseUrl: "https://apis.accela.com",
  headers: ({ agency, environment }) => ({ "x-accela-agency": agency, "x-accela-environment": environment }),
  check: ({ call }) => call(api.listMine, { query: { limit: 1 } }),
  syncs: permitSyncs({
    first: 0,
    asksFrom: dayBefore,
    list: ({ call }, since, at) => listFrom(call, { updateDateFrom: since || undefined }, at),
    toPermit: ({ permit }) => permit,
    isUnderWay,
    stepsOf: async ({ id }, { call }) => (await call(api.listTasks, { path: { id } })).result ?? [],
  }),
  actions: {
    submit_permit: {
      repeat: "reconcile",
      async run({ call, input }) {
        const { result: begun } = await call(api.initialize, { body: toApplication(input) });
        const path = { id: begun.id };
        for (const [endpoint, body] of Object.entries(toAdded(input)))
          if (body.length > 0) await call(api[endpoint as keyof ReturnType<typeof toAdded>], { path, body });
        const filed = await call(api.finalize, { path, body: {} }).catch(onceSettled);
        const warning = filed.code === "emse_error" ? (filed.message ?? filed.code) : null;
        return filedAs(filed.result.id, filed.result.permit, warning);
      },
      async find({ call, input, since }) {
        const query = { openedDateFrom: dayBefore(since) };
        const isIt = ({ permit }: Listed) => permit.reference === input.reference;
        const filed = await findFrom(0, (offset) => listFrom(call, query, offset), isIt);
        return filed && filedAs(filed.id, filed.permit);
      },
    },
  },
});
