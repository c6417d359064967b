import { expect } from "vitest";
import { entities, type Entity, entityNamed, pathOf, sampleInput } from "#models";
import type { Client } from "./harness";

/** Ids of one record of each entity, by the entity's name; `payable` is an approved invoice with plenty to pay. */
export type Refs = Readonly<Record<string, string>>;
export type Input = Record<string, unknown>;

export const allEntities: readonly Entity[] = Object.values(entities);
export const parentEntities: readonly Entity[] = allEntities.filter(({ parent }) => !parent);
export const childEntities: readonly Entity[] = allEntities.filter(({ parent }) => parent);

let counter = 0;

/** What creates another record of the entity: its sample, with references that exist and unique values not taken yet. */
export function inputFor(entity: Entity, refs: Refs, more: Input = {}): Input {
  counter += 1;
  const unique = new Set((entity.unique ?? []).map((columns) => columns.at(-1)));
  const input = sampleInput(entity);
  for (const [name, field] of Object.entries(entity.fields)) {
    if (!(name in input)) continue;
    if (field.kind === "ref") input[name] = refs[entity.name === "payment" ? "payable" : field.to];
    if (unique.has(name)) input[name] = `${String(field.example)}-${counter}`;
  }
  // An invoice's total is that of its lines, and this one is sent without.
  delete input["total_cents"];
  return { ...input, ...more };
}

/** Path of the collection, below `/api`. */
export function collectionPath(entity: Entity, refs: Refs): string {
  const { parent } = entity;
  if (!parent) return `/v1/${pathOf(entity)}`;
  return `/v1/${pathOf(entityNamed(parent.entity))}/${refs[parent.entity] ?? ""}/${parent.collection.replaceAll("_", "-")}`;
}

export type Made = Input & { id: string };

/** Creates a record that must be taken. */
export async function make(client: Client, entity: Entity, refs: Refs, more: Input = {}): Promise<Made> {
  const reply = await client.post<Made>(collectionPath(entity, refs), inputFor(entity, refs, more));
  expect(reply.body).toHaveProperty("id");
  expect(reply.status).toBe(201);
  return reply.body;
}

const ORDER = [
  "client",
  "cost_code",
  "vendor",
  "project",
  "budget",
  "budget_line",
  "schedule",
  "schedule_task",
  "invoice",
  "invoice_line_item",
  "change_order",
  "document",
  "permit",
];

/** One record of every entity, made through the API. */
export async function makeOfEach(client: Client): Promise<Refs> {
  const refs: Record<string, string> = {};
  for (const name of ORDER) refs[name] = (await make(client, entityNamed(name), refs)).id;
  const lines = [{ description: "All of it", amount_cents: 1_000_000_000 }];
  refs["payable"] = (await make(client, entityNamed("invoice"), refs, { line_items: lines })).id;
  const approved = await client.post(`/v1/invoices/${refs["payable"]}/approve`);
  expect(approved.status).toBe(200);
  refs["payment"] = (await make(client, entityNamed("payment"), refs)).id;
  return refs;
}

/** Path of the record that a child entity's records belong to. */
export const pathOfParent = (child: Entity, refs: Refs): string =>
  collectionPath(child, refs).split("/").slice(0, -1).join("/");
