import { type Call, CallFailure, defineVersion } from "#connectors/sdk";
import type { PermitApplication } from "#models";
import { manifest } from "../manifest";
import * as api from "./client";
import { toFields, toFiled, toPermit, toStep } from "./mapper";

const A_PAGE = 100;
const MINUTE_MS = 60_000;
/** What changes while a list is read is read again the next time. */
const OVERLAP_MS = 10 * MINUTE_MS;
/** How long a record's steps are looked at after it has changed for the last time. */
const SETTLED_MS = 14 * 24 * 60 * MINUTE_MS;

type Part = { records: api.PermitRecord[]; page: number; next: number | null; total: number };

/** Records page by page. @throws CallFailure contract when a page is not whole */
async function* pagesOf(
  call: Call,
  community: string,
  filter: Record<string, string>,
  from: number,
): AsyncIterable<Part> {
  for (let page = from; ; page += 1) {
    const query = { ...filter, "page[number]": page, "page[size]": A_PAGE };
    const { data, meta } = await call(api.listRecords, { path: { community }, query });
    const isLast = page >= meta.totalPages;
    if (!isLast && data.length < A_PAGE)
      throw new CallFailure({
        class: "contract",
        message: "A page before the last one holds fewer records than asked for.",
      });
    yield { records: data, page, next: isLast ? null : page + 1, total: meta.totalRecords };
    if (isLast) return;
  }
}

const stepsOf = async (call: Call, community: string, record: string): Promise<api.Step[]> =>
  (await call(api.listSteps, { path: { community, record } })).data;

/** Our own reference goes along as the id the record has in another system, which records can be searched by. */
async function filedAs(call: Call, community: string, reference: string): Promise<api.PermitRecord | undefined> {
  const { data } = await call(api.listRecords, { path: { community }, query: { "filter[histID]": reference } });
  return data.find(({ attributes }) => attributes.status !== "DRAFT") ?? data[0];
}

const refused = (message: string) => new CallFailure({ class: "config", message, rejected: true });

/** @throws CallFailure rejected when the community knows no such place, or several */
async function locate(call: Call, community: string, { location_id: id, address }: PermitApplication): Promise<string> {
  if (id !== null) return id;
  const query = { "filter[streetNumber]": address.street_number, "filter[streetName]": address.street_name };
  const { data } = await call(api.listLocations, { path: { community }, query });
  const [found] = data;
  if (found && data.length === 1) return found.id;
  const street = `${address.street_number} ${address.street_name}`;
  throw refused(`The community knows ${data.length === 0 ? "no place" : "several places"} at ${street}. Name its id.`);
}

async function fill(call: Call, path: { community: string; record: string }, input: PermitApplication): Promise<void> {
  if (input.forms.length === 0) return;
  const { data: form } = await call(api.getForm, { path });
  const { fields, unknown } = toFields(form, input);
  if (unknown.length > 0) throw refused(`The form has no such field to fill: ${unknown.join(", ")}.`.slice(0, 300));
  await call(api.updateForm, { path, body: { data: { type: "formData", id: form.id, attributes: { fields } } } });
}

export const v1 = defineVersion(manifest, {
  baseUrl: "https://api.plce.opengov.com/plce",
  headers: () => ({ accept: "application/vnd.api+json" }),
  check: async ({ call, config: { community } }) => {
    await call(api.listRecords, { path: { community }, query: { "page[size]": 1 } });
  },
  syncs: {
    permits: {
      mode: "incremental",
      /** The cursor is the time to ask from; within a run, also when that began and how far it has come. */
      async *run({ call, config: { community }, cursor, now }) {
        const overlap = new Date(now.getTime() - OVERLAP_MS).toISOString();
        const [since = "", began = overlap, page = "1"] = (cursor ?? "").split(" ");
        const filter: Record<string, string> = since === "" ? {} : { "filter[updatedAt][gte]": since };
        for await (const part of pagesOf(call, community, filter, Number(page))) {
          const records = [];
          for (const record of part.records) {
            const isActive = record.attributes.status === "ACTIVE";
            const steps = isActive ? await stepsOf(call, community, record.id) : [];
            records.push({ id: record.id, data: toPermit(record, steps) });
          }
          const next = part.next === null ? began : `${since} ${began} ${part.next}`;
          yield { records, cursor: next, total: part.total };
        }
      },
    },
    permit_steps: {
      mode: "incremental",
      async *run({ call, config: { community }, cursor, now }) {
        const settled = new Date(now.getTime() - SETTLED_MS).toISOString();
        for await (const part of pagesOf(call, community, {}, Number(cursor ?? 1))) {
          for (const { id, attributes } of part.records) {
            const isOver = attributes.status !== "ACTIVE" && (attributes.updatedAt ?? "") < settled;
            if (isOver || attributes.status === "DRAFT") continue;
            const steps = await stepsOf(call, community, id);
            const records = steps.map((step) => ({ id: `${id} ${step.id}`, data: toStep(id, step) }));
            yield { records, cursor: String(part.page) };
          }
          yield { records: [], cursor: part.next === null ? null : String(part.next) };
        }
      },
    },
  },
  actions: {
    submit_permit: {
      repeat: "reconcile",
      /** A draft that an earlier attempt left is gone on with; a reference that is filed is not filed again. */
      async run({ call, config: { community }, input }) {
        const known = await filedAs(call, community, input.reference);
        if (known && known.attributes.status !== "DRAFT") return toFiled(known);
        const location = await locate(call, community, input);
        const attributes = { typeID: input.record_type, histID: input.reference };
        const body = { data: { type: "record", attributes } };
        const draft = known ?? (await call(api.createRecord, { path: { community }, body })).data;
        const path = { community, record: draft.id };
        await call(api.setLocation, { path, body: { data: { type: "location", id: location } } });
        await fill(call, path, input);
        const filing = { data: { type: "record", id: draft.id, attributes: { status: "ACTIVE" } } };
        return toFiled((await call(api.updateRecord, { path, body: filing })).data);
      },
      async find({ call, config: { community }, input }) {
        const known = await filedAs(call, community, input.reference);
        return known && known.attributes.status !== "DRAFT" ? toFiled(known) : undefined;
      },
    },
  },
});
