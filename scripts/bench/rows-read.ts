import { listSql, type Position } from "#db/list-sql";
import { type ListQuery, listableOf, operatorsOf, parseListQuery, projects } from "#models";
import { listed } from "../../src/modules/records/list-records";
import { growProjects, projectAt } from "./projects";
import { newAccount, startRuntime } from "./runtime";
import { figure, type Line } from "./table";

const LIMIT = 50;
/** Rows a page may read beyond those it shows. */
const ALLOWANCE = 10;
/** How far down a deep page begins. */
const DEPTH = 0.8;
/** Rows by which the same query may differ between sizes: where a page begins and ends in its index is chance. */
const SLACK = 3;
/** Values of an `in` filter. */
const SEVERAL = 3;

type Asked = { kind: string; name: string; query: string };
/** `beyond`: rows read that are not shown. */
type Read = Asked & { rows: number; beyond: number };

/** Every way to ask for the list by one parameter: as it is, by each sort, by each operator of each filter. */
function everyQuery(size: number): Asked[] {
  const middle = Math.floor(size / 2);
  const values = (field: string, count: number) => {
    if (field === "status") return ["active", "on_hold", "completed"].slice(0, count);
    return Array.from({ length: count }, (_, at) => projectAt(middle + at)[field as "code"]);
  };
  const fields = Object.entries(listableOf(projects).fields);
  const ask = (kind: string, parameter: string, value: string): Asked => ({
    kind,
    name: kind === "filter" ? parameter : `${parameter}=${value}`,
    query: new URLSearchParams([[parameter, value]]).toString(),
  });
  return [
    { kind: "no parameter", name: "no parameter", query: "" },
    ...fields.flatMap(([name, field]) =>
      field.sort ? [ask("sort", "sort", name), ask("sort", "sort", `-${name}`)] : [],
    ),
    ...fields.flatMap(([name, field]) =>
      (field.filter ? operatorsOf(field) : []).map((operator) =>
        ask("filter", `${name}[${operator}]`, values(name, operator === "in" ? SEVERAL : 1).join(",")),
      ),
    ),
  ];
}

class Reader {
  readonly #db: D1Database;
  readonly #builderId: string;
  readonly #size: number;

  constructor(db: D1Database, builderId: string, size: number) {
    this.#db = db;
    this.#builderId = builderId;
    this.#size = size;
  }

  /** Rows read by the first and by a deep page, as D1 itself counts them. */
  async pages(asked: Asked): Promise<Read[]> {
    const parsed = parseListQuery(listableOf(projects), new URLSearchParams(`limit=${LIMIT}&${asked.query}`));
    if (!parsed.ok) throw new Error(`${asked.query} is no query: ${JSON.stringify(parsed.errors)}`);
    return [
      { ...asked, name: `${asked.name} first page`, ...(await this.#read(parsed.query, undefined)) },
      {
        ...asked,
        name: `${asked.name} deep page`,
        ...(await this.#read(parsed.query, await this.#deep(parsed.query))),
      },
    ];
  }

  async #deep({ sort }: ListQuery): Promise<Position> {
    const number = Math.floor(this.#size * (sort.descending ? 1 - DEPTH : DEPTH));
    const row = await this.#db
      .prepare("select id, code, updated_at from projects where builder_id = ? and code = ?")
      .bind(this.#builderId, projectAt(number).code)
      .first<Record<string, string | number>>();
    if (!row) throw new Error(`There is no project ${number}.`);
    const id = row["id"] ?? "";
    return sort.field === "created_at" ? [id] : [row[sort.field] ?? "", id];
  }

  async #read(query: ListQuery, position: Position | undefined): Promise<Pick<Read, "rows" | "beyond">> {
    const source = { ...listed(projects), fixed: { builder_id: this.#builderId } };
    const { sql, params } = listSql(source, query, position);
    const { meta, results } = await this.#db
      .prepare(sql)
      .bind(...params)
      .all();
    return { rows: meta.rows_read, beyond: meta.rows_read - results.length };
  }
}

/** Rows that D1 reads for a page of projects, by the very SQL of the API, while the table grows a thousandfold. */
export async function rowsRead({ sizes }: { sizes: readonly number[] }): Promise<Line[]> {
  const worker = await startRuntime();
  try {
    const { builderId } = await newAccount(worker);
    const { TENANT_DB_0: db } = await worker.env();
    const bySize: Read[][] = [];
    let size = 0;
    for (const next of sizes) {
      await growProjects(db, builderId, size, next);
      size = next;
      const reader = new Reader(db, builderId, size);
      const reads: Read[] = [];
      for (const asked of everyQuery(size)) reads.push(...(await reader.pages(asked)));
      bySize.push(reads);
    }
    return report(sizes, bySize);
  } finally {
    await worker.stop();
  }
}

function report(sizes: readonly number[], bySize: readonly Read[][]): Line[] {
  const most = LIMIT + ALLOWANCE;
  const lines = ["no parameter", "sort", "filter"].map((kind): Line => {
    const worst = bySize.map((reads) => worstOf(reads.filter((read) => read.kind === kind)));
    const top = worstOf(worst);
    return {
      what: `rows read a page of ${LIMIT}, ${kind === "no parameter" ? "plain list" : `each ${kind}`}: most`,
      ours: worst.map(({ rows }) => figure(rows)).join(" / "),
      against: `${sizes.map((size) => figure(size)).join(" / ")} rows`,
      ratio: "",
      goal: `<= ${most}`,
      met: top.rows <= most,
    };
  });
  const [smallest = [], ...larger] = bySize;
  const uneven = smallest.filter((read) =>
    larger.some((reads) => reads.some(({ name, beyond }) => name === read.name && beyond > read.beyond + SLACK)),
  );
  return [
    ...lines,
    {
      what: "the same: queries that read more beyond their page as the table grows",
      ours: uneven.length === 0 ? "none" : uneven.map(({ name }) => name).join(", "),
      against: `of ${smallest.length}`,
      ratio: "",
      goal: "none",
      met: uneven.length === 0,
    },
  ];
}

const worstOf = (reads: readonly Read[]): Read =>
  reads.reduce((worst, read) => (read.rows > worst.rows ? read : worst));
