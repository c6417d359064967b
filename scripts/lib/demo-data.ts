import type { Filling } from "./databases";
import * as records from "./demo-records";
import { demoSitePlan } from "./demo-site-plan";
import { demoSurvey } from "./demo-survey";
import { onePagePdf } from "./one-page-pdf";

type Row = Record<string, unknown> & { id: string };
type Body = Record<string, unknown>;

/** The API as the demo's own key sees it. A repeated run sends the same keys and so makes nothing twice. */
class DemoApi {
  readonly #baseUrl: string;
  readonly #key: string;
  readonly #today: number;

  constructor(baseUrl: string, key: string, started: string) {
    this.#baseUrl = `${baseUrl}/api/v1`;
    this.#key = key;
    this.#today = Date.parse(started);
  }

  /** The day so many days from that on which the demo data was begun. */
  day(offset: number): string {
    return new Date(this.#today + offset * 86_400_000).toISOString().slice(0, 10);
  }

  async send(
    method: string,
    path: string,
    body: string | Uint8Array | undefined,
    headers: Record<string, string>,
  ): Promise<Row> {
    const response = await fetch(`${this.#baseUrl}${path}`, {
      method,
      ...(body === undefined ? {} : { body }),
      headers: { authorization: `Bearer ${this.#key}`, "content-type": "application/json", ...headers },
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} was answered ${response.status}: ${text.slice(0, 300)}`);
    return (text === "" ? {} : JSON.parse(text)) as Row;
  }

  post(path: string, body: Body, step: string): Promise<Row> {
    return this.send("POST", path, JSON.stringify(body), { "idempotency-key": encodeURIComponent(`demo ${step}`) });
  }

  patch(path: string, body: Body): Promise<Row> {
    return this.send("PATCH", path, JSON.stringify(body), {});
  }

  /** Makes all of a list, in one request, and gives their ids by name. */
  async all(path: string, rows: readonly Body[], name: string): Promise<Ids> {
    const { data } = (await this.post(`${path}/bulk`, { data: rows }, path)) as unknown as { data: BulkRow[] };
    const made = new Map<string, string>();
    for (const [index, row] of rows.entries()) {
      const id = data[index]?.record?.id;
      if (id === undefined) throw new Error(`${path} refused row ${index}: ${JSON.stringify(data[index])}`);
      made.set(String(row[name]), id);
    }
    return made;
  }
}

type BulkRow = { record?: Row };
type Ids = ReadonlyMap<string, string>;
const the = (ids: Ids, name: string): string => {
  const id = ids.get(name);
  if (id === undefined) throw new Error(`the demo data has no ${name}`);
  return id;
};

/**
 * Fills the demo builder through the public API: clients, projects, and one coastal house with its money, schedule and
 * papers. Run again after an interruption it goes on where it stopped.
 */
export async function fillDemo(baseUrl: string, filling: Filling & { api_key: string }): Promise<void> {
  const api = new DemoApi(baseUrl, filling.api_key, filling.started);
  const clients = await api.all("/clients", records.clients, "name");
  const projects = await api.all("/projects", projectRows(api, clients), "code");
  const costCodes = await api.all("/cost-codes", records.costCodes, "code");
  const vendors = await api.all("/vendors", records.vendors, "name");
  const project = the(projects, "AMI-103");
  const lines = await makeBudget(api, project, costCodes);
  await makeSchedule(api, project, vendors);
  await makeInvoices(api, project, vendors, lines);
  await makeChangeOrders(api, project, lines);
  await makeDocument(api, project);
  await makeSurvey(api, project);
  await retireKey(api, filling.api_key);
}

const projectRows = (api: DemoApi, clients: Ids): Body[] =>
  records.projects.map(({ client, starts, ends, completed, ...rest }) => ({
    ...rest,
    ...(client === undefined ? {} : { client_id: the(clients, client) }),
    ...(starts === undefined ? {} : { start_date: api.day(starts) }),
    ...(ends === undefined ? {} : { target_end_date: api.day(ends) }),
    ...(completed === undefined ? {} : { completed_date: api.day(completed) }),
  }));

/** @returns ids of the lines, by cost code */
async function makeBudget(api: DemoApi, project: string, costCodes: Ids): Promise<Ids> {
  const lines = records.budgetLines.map(([code, description, budgeted_cents], position) => ({
    cost_code_id: the(costCodes, code),
    description,
    budgeted_cents,
    position,
  }));
  const budget = await api.post(
    "/budgets",
    { project_id: project, name: "Construction budget", status: "active", lines },
    "budget",
  );
  const made = budget["lines"] as Row[];
  return new Map(records.budgetLines.map(([code], at) => [code, made[at]?.id ?? ""]));
}

async function makeSchedule(api: DemoApi, project: string, vendors: Ids): Promise<void> {
  const tasks = records.tasks.map(({ from, to, vendor, after: _after, ...task }) => ({
    ...task,
    start_date: api.day(from),
    end_date: api.day(to),
    ...(vendor === undefined ? {} : { vendor_id: the(vendors, vendor) }),
  }));
  const schedule = await api.post(
    "/schedules",
    { project_id: project, name: "Master schedule", status: "active", tasks },
    "schedule",
  );
  const made = new Map((schedule["tasks"] as Row[]).map((task) => [String(task["name"]), task.id]));
  const path = (name: string) => `/schedules/${schedule.id}/tasks/${the(made, name)}`;
  for (const { name, after } of records.tasks) {
    if (after !== undefined) await api.patch(path(name), { predecessor_ids: [the(made, after)] });
  }
  await api.patch(path("Seawall cap"), { end_date: api.day(9), notes: "Waiting for a second barge." });
}

type Line = readonly [code: string, description: string, cents: number];

async function makeInvoices(api: DemoApi, project: string, vendors: Ids, budget: Ids): Promise<void> {
  const invoice = async (vendor: string, number: string, received: number, lines: readonly Line[]) => {
    const line_items = lines.map(([code, description, amount_cents], position) => ({
      description,
      amount_cents,
      position,
      budget_line_id: the(budget, code),
    }));
    const dates = { invoice_date: api.day(received), due_date: api.day(received + 30) };
    const head = { vendor_id: the(vendors, vendor), project_id: project, number, ...dates };
    return (await api.post("/invoices", { ...head, line_items }, `invoice ${number}`)).id;
  };
  const act = (id: string, verb: string) => api.post(`/invoices/${id}/${verb}`, {}, `${verb} ${id}`);
  const pay = (invoice_id: string, amount_cents: number, method: string, reference: string, on: number) =>
    api.post(
      "/payments",
      { invoice_id, amount_cents, method, reference, paid_on: api.day(on) },
      `payment ${reference}`,
    );

  const piles = await invoice("Keys Concrete LLC", "KC-2217", -28, [
    ["02-360", "Piles 1–18, installed", 5_760_000],
    ["03-300", "Mobilization for pile caps", 240_000],
  ]);
  await act(piles, "approve");
  await pay(piles, 6_000_000, "ach", "ACH-88213", -9);
  const seawall = await invoice("Reef Marine Construction", "RM-118", -8, [
    ["02-480", "Seawall cap, first draw", 4_300_000],
  ]);
  await act(seawall, "approve");
  await pay(seawall, 2_150_000, "check", "4471", -2);
  const framing = await invoice("Tavernier Framing Inc.", "TF-5501", -4, [
    ["06-100", "Truss package deposit", 3_600_000],
  ]);
  await act(framing, "approve");
  await invoice("Upper Keys Electric", "UKE-9902", -1, [["16-100", "Temporary power pole", 185_000]]);
  const twice = await invoice("Conch Roofing Co.", "CR-310", -3, [["07-300", "Deposit, sent twice", 690_000]]);
  await act(twice, "void");
}

async function makeChangeOrders(api: DemoApi, project_id: string, budget: Ids): Promise<void> {
  const order = async (number: string, title: string, amount_cents: number, schedule_days: number, code: string) => {
    const body = { project_id, number, title, amount_cents, schedule_days, budget_line_id: the(budget, code) };
    return (await api.post("/change-orders", body, `change order ${number}`)).id;
  };
  const act = (id: string, verb: string, body: Body = {}) =>
    api.post(`/change-orders/${id}/${verb}`, body, `${verb} ${id}`);
  const windows = await order("CO-001", "Impact windows instead of shutters", 1_850_000, 4, "08-500");
  await act(windows, "submit");
  await act(windows, "approve");
  const roof = await order("CO-002", "Copper roof instead of metal", 4_200_000, 10, "07-300");
  await act(roof, "submit");
  await act(roof, "reject", { reason: "Over the allowance." });
  const lift = await order("CO-003", "Boat lift at the dock", 2_600_000, 3, "02-480");
  await act(lift, "submit");
  await order("CO-004", "Generator and transfer switch", 1_480_000, 2, "16-100");
}

async function makeDocument(api: DemoApi, project_id: string): Promise<void> {
  const body = {
    name: "AMI-103 pour plan.pdf",
    project_id,
    category: "plan",
    description: "Sequence of the concrete pours.",
  };
  const document = await api.post("/documents", body, "document");
  const content = onePagePdf([
    "AMI-103  Ortiz residence  Pour plan",
    "1  Pile caps, 18 yd, 4000 psi, between tides",
    "2  Grade beams and slab, 46 yd, pump from the street",
  ]);
  await api.send("PUT", `/documents/${document.id}/content`, content, { "content-type": "application/pdf" });
}

async function makeSurvey(api: DemoApi, project_id: string): Promise<void> {
  const body = { name: "AMI-103 lot.xml", project_id, category: "plan", description: "Boundary of lot 12." };
  const document = await api.post("/documents", body, "survey-document");
  await api.send("PUT", `/documents/${document.id}/content`, demoSurvey(), { "content-type": "application/xml" });
  const asked = { document_id: document.id, kind: "boundary" };
  const { id: survey_id } = await api.post(`/projects/${project_id}/surveys`, asked, "survey");
  // The street is in the south, the canal in the north.
  const lot = { survey_id, sides: ["left", "waterfront", "right", "front", "front"] };
  const distances = { front_ft: 25, left_ft: 7.5, right_ft: 7.5, waterfront_ft: 20 };
  const setbacks = { ...distances, reference: "Land Development Code 131-1, IS district", lot };
  await api.send("PUT", `/projects/${project_id}/setbacks`, JSON.stringify(setbacks), {});
  await placeSurvey(api, project_id, survey_id);
}

/** Lays the survey over a picture of the site plan. */
async function placeSurvey(api: DemoApi, project_id: string, survey_id: string): Promise<void> {
  const body = { name: "AMI-103 site plan.png", project_id, category: "plan", description: "House, drive and dock." };
  const { id } = await api.post("/documents", body, "site-plan-document");
  const { png, points } = demoSitePlan();
  await api.send("PUT", `/documents/${id}/content`, png, { "content-type": "image/png" });
  const path = `/projects/${project_id}/surveys/${survey_id}/placements/${id}`;
  await api.send("PUT", path, JSON.stringify({ points }), {});
}

/** The key has done its work. */
async function retireKey(api: DemoApi, key: string): Promise<void> {
  const prefix = key.slice("ross_live_".length).slice(0, 8);
  const { data } = (await api.send("GET", "/api-keys?limit=100", undefined, {})) as unknown as { data: Row[] };
  const own = data.find((row) => row["key_prefix"] === prefix);
  if (own) await api.send("DELETE", `/api-keys/${own.id}`, undefined, {});
}
