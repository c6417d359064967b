import { type Call, CallFailure, defineVersion, type Part, partsFrom, permitSyncs } from "#connectors/sdk";
import { DAY_MS } from "#lib/time";
import { manifest } from "../manifest";
import { api, type Listed } from "./client";
import { isFiled, toApplication, toContacts, toFiled, toOwners, toParcels, toPermit, toStep } from "./mapper";

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
    items: records.filter(isFiled),
    next: isMore ? offset + (records.length || A_PAGE) : null,
    total: page?.total ?? undefined,
  };
}

function isUnderWay(record: Listed, settled: Date): boolean {
  const { status, status_at: at } = toPermit(record);
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
  check: async ({ call }) => {
    await call(api.listMine, { query: { limit: 1 } });
  },
  syncs: permitSyncs({
    first: 0,
    asksFrom: dayBefore,
    list: ({ call }, since, at) => listFrom(call, { updateDateFrom: since || undefined }, at),
    toPermit,
    isUnderWay,
    stepsOf: async ({ id }, { call }) => {
      const { result } = await call(api.listTasks, { path: { id } });
      return (result ?? []).map((task) => ({ id: String(task.id), data: toStep(id, task) }));
    },
  }),
  actions: {
    submit_permit: {
      repeat: "reconcile",
      async run({ call, input }) {
        const { result: begun } = await call(api.initialize, { body: toApplication(input) });
        const path = { id: begun.id };
        for (const [endpoint, body] of [
          [api.addContacts, toContacts(input)],
          [api.addParcels, toParcels(input)],
          [api.addOwners, toOwners(input)],
        ] as const)
          if (body.length > 0) await call(endpoint, { path, body });
        const forms = input.forms.map(({ id, values }) => ({ ...values, id }));
        if (forms.length > 0) await call(api.putForms, { path, body: forms });
        const filed = await call(api.finalize, { path, body: {} }).catch(onceSettled);
        return toFiled(filed.result, filed);
      },
      async find({ call, input, since }) {
        const query = { openedDateFrom: dayBefore(since) };
        for await (const { items } of partsFrom(0, (offset) => listFrom(call, query, offset))) {
          const filed = items.find(({ shortNotes }) => shortNotes === input.reference);
          if (filed) return toFiled(filed);
        }
        return undefined;
      },
    },
  },
});
