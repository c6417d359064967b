import { type Call, CallFailure, defineVersion } from "#connectors/sdk";
import { manifest } from "../manifest";
import {
  addContacts,
  addOwners,
  addParcels,
  finalize,
  initialize,
  listMine,
  listTasks,
  type Listed,
  putForms,
} from "./client";
import { isFiled, toApplication, toContacts, toFiled, toOwners, toParcels, toPermit, toStep } from "./mapper";

const A_PAGE = 100;
const DAY_MS = 86_400_000;
const SETTLED_MS = 300_000;
/** How long a permit's steps are looked at after it has changed for the last time. */
const SETTLED_DAYS = 14;

/** Agencies keep days without a zone; one more back is safe anywhere. */
const daysBefore = (now: Date, days: number): string =>
  new Date(now.getTime() - days * DAY_MS).toISOString().slice(0, 10);

type Query = { updateDateFrom?: string | undefined; openedDateFrom?: string };
type Part = { records: Listed[]; offset: number; next: number | null; total: number | null };

/** Records from `offset` on, page by page. `next` is where the next page begins. */
async function* pagesOf(call: Call, query: Query, from: number): AsyncIterable<Part> {
  for (let offset = from, next; ; offset = next) {
    const { result, page } = await call(listMine, { query: { ...query, expand: "addresses", limit: A_PAGE, offset } });
    const records = result ?? [];
    const isMore = page?.hasmore ?? records.length >= A_PAGE;
    next = offset + (records.length || A_PAGE);
    yield { records: records.filter(isFiled), offset, next: isMore ? next : null, total: page?.total ?? null };
    if (!isMore) return;
  }
}

const isUnderWay = (record: Listed, now: Date): boolean => {
  const { status, status_at: at } = toPermit(record);
  const isOver = status === "permit_finaled" || status === "permit_cancelled";
  return !isOver || at === null || at >= daysBefore(now, SETTLED_DAYS);
};

/** The platform works on a request for up to 225 s: looking for what it has done is of no use before. */
function onceSettled(error: unknown): never {
  if (!(error instanceof CallFailure) || !error.ambiguous) throw error;
  throw new CallFailure(error, { status: error.status, ambiguous: true, retryAfterMs: SETTLED_MS });
}

export const v1 = defineVersion(manifest, {
  baseUrl: "https://apis.accela.com",
  headers: ({ agency, environment }) => ({ "x-accela-agency": agency, "x-accela-environment": environment }),
  check: async ({ call }) => {
    await call(listMine, { query: { limit: 1 } });
  },
  syncs: {
    permits: {
      mode: "incremental",
      /** The cursor is the day to ask from; within a run, also the day it began and how far it has come. */
      async *run({ call, cursor, now }) {
        const [since = "", began = daysBefore(now, 1), offset = "0"] = (cursor ?? "").split(" ");
        for await (const part of pagesOf(call, { updateDateFrom: since || undefined }, Number(offset)))
          yield {
            records: part.records.map((record) => ({ id: record.id, data: toPermit(record) })),
            cursor: part.next === null ? began : `${since} ${began} ${part.next}`,
            ...(part.total === null ? {} : { total: part.total }),
          };
      },
    },
    permit_steps: {
      mode: "incremental",
      async *run({ call, cursor, now }) {
        for await (const part of pagesOf(call, {}, Number(cursor ?? 0))) {
          for (const { id } of part.records.filter((record) => isUnderWay(record, now))) {
            const { result } = await call(listTasks, { path: { id } });
            const records = (result ?? []).map((task) => ({ id: `${id} ${task.id}`, data: toStep(id, task) }));
            yield { records, cursor: String(part.offset) };
          }
          yield { records: [], cursor: part.next === null ? null : String(part.next) };
        }
      },
    },
  },
  actions: {
    submit_permit: {
      repeat: "reconcile",
      async run({ call, input }) {
        const { result: begun } = await call(initialize, { body: toApplication(input) });
        const path = { id: begun.id };
        for (const [endpoint, body] of [
          [addContacts, toContacts(input)],
          [addParcels, toParcels(input)],
          [addOwners, toOwners(input)],
        ] as const)
          if (body.length > 0) await call(endpoint, { path, body });
        const forms = input.forms.map(({ id, values }) => ({ ...values, id }));
        if (forms.length > 0) await call(putForms, { path, body: forms });
        const filed = await call(finalize, { path, body: {} }).catch(onceSettled);
        return toFiled(filed.result, filed);
      },
      async find({ call, input, since }) {
        for await (const { records } of pagesOf(call, { openedDateFrom: daysBefore(since, 1) }, 0)) {
          const filed = records.find(({ shortNotes }) => shortNotes === input.reference);
          if (filed) return toFiled(filed);
        }
        return undefined;
      },
    },
  },
});
