import { defineVersion, filedAs, isLastPage, type Part, permitSyncs, refused, type Run } from "#connectors/sdk";
import type { PermitApplication } from "#models";
import { manifest } from "../manifest";
import { api } from "./client";
import { type PermitRecord, toFields, toPermit } from "./mapper";

const A_PAGE = 100;
/** What changes while a list is read is read again the next time. */
const OVERLAP_MS = 600_000;

type OfCommunity = Pick<Run<{ community: string }>, "call" | "config">;

/** The records of a page. @throws CallFailure contract when it is not whole */
async function listPage({ call, config }: OfCommunity, since: string, page: number): Promise<Part<PermitRecord>> {
  const filter = since === "" ? {} : { "filter[updatedAt][gte]": since };
  const query = { ...filter, "page[number]": page, "page[size]": A_PAGE };
  const { data, meta } = await call(api.listRecords, { path: config, query });
  const isLast = isLastPage(data.length, { page, pages: meta.totalPages, size: A_PAGE });
  return { items: data, next: isLast ? null : page + 1, total: meta.totalRecords };
}

const stepsOf = async ({ call, config }: OfCommunity, record: string) =>
  (await call(api.listSteps, { path: { ...config, record } })).data;

/** Our own reference goes along as the id the record has in another system, which records can be searched by. */
async function recordOf({ call, config }: OfCommunity, reference: string): Promise<PermitRecord | undefined> {
  const { data } = await call(api.listRecords, { path: config, query: { "filter[histID]": reference } });
  return data.find(({ status }) => status !== "DRAFT") ?? data[0];
}

const toFiled = (record: PermitRecord) => filedAs(record.id, toPermit(record, []));

/** @throws CallFailure rejected when the community knows no such place, or several */
async function locate({ call, config }: OfCommunity, { location_id: id, address }: PermitApplication): Promise<string> {
  if (id !== null) return id;
  const query = { "filter[streetNumber]": address.street_number, "filter[streetName]": address.street_name };
  const { data } = await call(api.listLocations, { path: config, query });
  const [found] = data;
  if (found && data.length === 1) return found.id;
  const street = `${address.street_number} ${address.street_name}`;
  throw refused(`The community knows ${data.length === 0 ? "no place" : "several places"} at ${street}. Name its id.`);
}

async function fill({ call, config }: OfCommunity, record: string, input: PermitApplication): Promise<void> {
  if (input.forms.length === 0) return;
  const path = { ...config, record };
  const { data: form } = await call(api.getForm, { path });
  const { fields, unknown } = toFields(form.attributes.fields, input);
  if (unknown.length > 0) throw refused(`The form has no such field to fill: ${unknown.join(", ")}.`.slice(0, 300));
  await call(api.updateForm, { path, body: { data: { type: "formData", id: form.id, attributes: { fields } } } });
}

export const v1 = defineVersion(manifest, {
  baseUrl: "https://api.plce.opengov.com/plce",
  headers: () => ({ accept: "application/vnd.api+json" }),
  check: ({ call, config }) => call(api.listRecords, { path: config, query: { "page[size]": 1 } }),
  syncs: permitSyncs({
    first: 1,
    asksFrom: (now) => new Date(now.getTime() - OVERLAP_MS).toISOString(),
    list: listPage,
    toPermit: async (record, run) => toPermit(record, record.status === "ACTIVE" ? await stepsOf(run, record.id) : []),
    isUnderWay: ({ status, told }, settled) =>
      status === "ACTIVE" || (status !== "DRAFT" && (told.status_at ?? "") >= settled.toISOString()),
    stepsOf: ({ id }, run) => stepsOf(run, id),
  }),
  actions: {
    submit_permit: {
      repeat: "reconcile",
      /** A draft that an earlier attempt left is gone on with; a reference that is filed is not filed again. */
      async run({ call, config, input }) {
        const known = await recordOf({ call, config }, input.reference);
        if (known && known.status !== "DRAFT") return toFiled(known);
        const location = await locate({ call, config }, input);
        const attributes = { typeID: input.record_type, histID: input.reference };
        const body = { data: { type: "record", attributes } };
        const draft = known ?? (await call(api.createRecord, { path: config, body })).data;
        const path = { ...config, record: draft.id };
        await call(api.setLocation, { path, body: { data: { type: "location", id: location } } });
        await fill({ call, config }, draft.id, input);
        const filing = { data: { type: "record", id: draft.id, attributes: { status: "ACTIVE" } } };
        return toFiled((await call(api.updateRecord, { path, body: filing })).data);
      },
      async find({ call, config, input }) {
        const known = await recordOf({ call, config }, input.reference);
        return known && known.status !== "DRAFT" ? toFiled(known) : undefined;
      },
    },
  },
});
