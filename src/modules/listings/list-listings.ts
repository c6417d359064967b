import { prepare } from "#db/client";
import { decodeCursor, encodeCursor } from "#lib/cursor";
import type { OpenContext } from "../../context";
import { DomainError, invalid } from "../../errors";
import { facetsOf, type Group } from "./facets";
import { matchExpression } from "./match";
import { SUMMARY_COLUMNS, type SummaryRow, toSummary } from "./rows";
import type { DirectoryQuery, Facets, ListingSummary, SortName } from "./types";

export type DirectoryPage = {
  data: ListingSummary[];
  nextCursor: string | undefined;
  /** Listings on all pages. */
  total: number;
  facets: Facets;
};

type Value = string | number | null;
type Bind = (value: Value) => string;

/** How much a word counts for where it stands: name, keywords, tagline, category, description, long description. */
const WEIGHTS = "12, 8, 4, 4, 2, 1";

/** What the list is sorted by before the name. */
const PRIMARY: Readonly<Record<SortName, { sql: string; sign: "<" | ">" } | undefined>> = {
  relevance: { sql: "found.relevance", sign: ">" },
  // What is featured comes first, and says so; of what equally many have, what can be installed.
  popularity: { sql: "(l.is_featured * 2000000000 + 2 * l.install_count + (l.status = 'available'))", sign: "<" },
  rating: { sql: "l.rating_score", sign: "<" },
  newest: { sql: "l.listed_at", sign: "<" },
  name: undefined,
};
const NAME = "l.name collate nocase";

/** Whether the builder that asks has it: installed here, or authorized where it is a third party's application. */
export function installedSql({ builder, now }: OpenContext, bind: Bind): string {
  if (builder === null) return "null";
  const id = bind(builder.builderId);
  return `(exists (select 1 from integration_installations i where i.builder_id = ${id} and i.slug = l.slug and i.is_installed = 1)
 or exists (select 1 from oauth_authorizations o where o.builder_id = ${id} and o.application_id = l.application_id
 and o.revoked_at is null and o.refresh_expires_at > ${bind(now)}))`;
}

function tables(expression: string | undefined, bind: Bind): { head: string; from: string } {
  if (expression === undefined) return { head: "", from: "integration_listings l" };
  return {
    head: `with found as materialized (select rowid as search_id, bm25(integration_search, ${WEIGHTS}) as relevance
 from integration_search where integration_search match ${bind(expression)}) `,
    from: "found join integration_listings l on l.search_id = found.search_id",
  };
}

function conditions(query: DirectoryQuery, installed: string, bind: Bind): string[] {
  const among = (column: string, values: readonly string[] | undefined) =>
    values === undefined ? [] : [`${column} in (select value from json_each(${bind(JSON.stringify(values))}))`];
  return [
    "l.is_active = 1",
    ...among("l.category", query.category),
    ...among("l.kind", query.kind),
    ...among("l.pricing_type", query.pricing),
    ...among("l.status", query.status),
    ...(query.installed === undefined ? [] : [`${installed} = ${query.installed ? 1 : 0}`]),
  ];
}

/** Names in alphabetical order settle what the sort leaves open, and ids what names do. */
function after(sort: SortName, [name = "", id = "", key]: readonly Value[], bind: Bind): string {
  const rest = `(${NAME}, l.id) > (${bind(name)}, ${bind(id)})`;
  const primary = PRIMARY[sort];
  if (!primary || key === undefined) return rest;
  const bound = bind(key);
  return `(${primary.sql} ${primary.sign} ${bound} or (${primary.sql} = ${bound} and ${rest}))`;
}

function orderBy(sort: SortName): string {
  const primary = PRIMARY[sort];
  const first = primary ? [`${primary.sql} ${primary.sign === "<" ? "desc" : "asc"}`] : [];
  return [...first, `${NAME} asc`, "l.id asc"].join(", ");
}

const binder = (params: Value[]): Bind => {
  const known = new Map<Value, string>();
  return (value) => {
    const bound = known.get(value) ?? `?${params.push(value)}`;
    known.set(value, bound);
    return bound;
  };
};

type Row = SummaryRow & { sort_key: number | null };

function pageStatement(ctx: OpenContext, query: DirectoryQuery, plan: Plan, position: readonly Value[] | undefined) {
  const params: Value[] = [];
  const bind = binder(params);
  const { head, from } = tables(plan.expression, bind);
  const installed = installedSql(ctx, bind);
  const where = conditions(query, installed, bind);
  if (position) where.push(after(plan.sort, position, bind));
  const sql = `${head}select ${SUMMARY_COLUMNS}, ${installed} as installed, ${PRIMARY[plan.sort]?.sql ?? "null"} as sort_key
 from ${from} left join oauth_applications a on a.id = l.application_id
 where ${where.join(" and ")} order by ${orderBy(plan.sort)} limit ${query.limit + 1}`;
  return prepare(ctx.platform, sql, ...params);
}

function groupsStatement(ctx: OpenContext, plan: Plan) {
  const params: Value[] = [];
  const bind = binder(params);
  const { head, from } = tables(plan.expression, bind);
  const sql = `${head}select l.category, l.kind, l.pricing_type as pricing, l.status, ${installedSql(ctx, bind)} as installed,
 count(*) as count from ${from} where l.is_active = 1 group by 1, 2, 3, 4, 5`;
  return prepare(ctx.platform, sql, ...params);
}

type Plan = { sort: SortName; expression: string | undefined };

const EMPTY: DirectoryPage = { data: [], nextCursor: undefined, ...facetsOf([], { limit: 1 }) };

/** How the question is answered; undefined when it searches for signs alone, which finds nothing. */
function planOf(query: DirectoryQuery): Plan | undefined {
  const typed = query.q?.trim() ?? "";
  const sort = query.sort ?? (typed === "" ? "popularity" : "relevance");
  if (typed === "" && sort === "relevance")
    throw invalid([
      { pointer: "?sort", detail: "Without a search nothing is more relevant; send q, or another sort." },
    ]);
  const expression = matchExpression(typed);
  return typed !== "" && expression === undefined ? undefined : { sort, expression };
}

async function positionOf(ctx: OpenContext, scope: string, cursor: string | undefined) {
  if (cursor === undefined) return undefined;
  const position = await decodeCursor(ctx.env.CURSOR_SECRET, scope, cursor);
  if (position) return position;
  throw invalid([{ pointer: "?cursor", detail: "The cursor does not belong to this search with these filters." }]);
}

const positionAt = (row: Row): Value[] => [row.name, row.id, ...(row.sort_key === null ? [] : [row.sort_key])];

/**
 * One page of the marketplace, with the counts its filters would show.
 * @throws DomainError unauthenticated when `installed` is asked without a credential, invalid_request for a wrong cursor
 */
export async function listListings(ctx: OpenContext, query: DirectoryQuery): Promise<DirectoryPage> {
  if (query.installed !== undefined && ctx.builder === null)
    throw new DomainError("unauthenticated", "Which integrations are installed is told to the builder alone.", {
      headers: { "www-authenticate": 'Bearer realm="RossOS"' },
    });
  const plan = planOf(query);
  if (!plan) return EMPTY;
  const { limit, cursor, ...asked } = query;
  const scope = JSON.stringify(["listings", { ...asked, sort: plan.sort }]);
  const position = await positionOf(ctx, scope, cursor);
  const [rows, groups] = await ctx.platform.$client.batch<Row | Group>([
    pageStatement(ctx, query, plan, position),
    groupsStatement(ctx, plan),
  ]);
  const found = (rows?.results ?? []) as Row[];
  const last = found.length > limit ? found[limit - 1] : undefined;
  return {
    data: found.slice(0, limit).map(toSummary),
    nextCursor: last && (await encodeCursor(ctx.env.CURSOR_SECRET, scope, positionAt(last))),
    ...facetsOf((groups?.results ?? []) as Group[], query),
  };
}
