import { allocate } from "#lib/money";
import { DAY_MS } from "#lib/time";
import { budgetLines, budgets, changeOrders, projects, scheduleTasks, schedules } from "#models";
import type { AnyRecord } from "#modules/records";
import { CHANGES, type ProjectPlan, STEPS } from "./names";
import { dayAt, isoAt, raise, type Seeder } from "./records";

export type Shared = {
  clients: readonly AnyRecord[];
  /** By trade. */
  vendors: ReadonlyMap<string, AnyRecord>;
  /** By code. */
  costCodes: ReadonlyMap<string, AnyRecord>;
};

export type Built = { plan: ProjectPlan; project: AnyRecord; lines: AnyRecord[]; days: readonly number[] };

/** What is left of a contract for the budget: the rest is overhead and profit. */
const BUDGET_SHARE = 82;

export function seedProject(seeder: Seeder, shared: Shared, plan: ProjectPlan): Built {
  const { now } = seeder;
  const client = plan.client === null ? undefined : shared.clients[plan.client];
  const project = seeder.add(projects, now + (plan.start - 75) * DAY_MS, {
    code: plan.code,
    name: plan.name,
    description: plan.description,
    status: plan.status,
    kind: plan.kind,
    client_id: client?.id,
    address_line1: plan.street,
    city: plan.city,
    state: "FL",
    postal_code: plan.postal,
    latitude: plan.at[0],
    longitude: plan.at[1],
    contract_amount_cents: plan.contractCents,
    start_date: dayAt(now, plan.start),
    target_end_date: dayAt(now, plan.end),
    completed_date: plan.done === STEPS.length ? dayAt(now, plan.end - 3) : null,
  });
  const days = stepDays(plan);
  const lines = seedBudget(seeder, shared, plan, project);
  seedSchedule(seeder, shared, { plan, project, lines, days });
  seedChangeOrders(seeder, plan, project, lines);
  return { plan, project, lines, days };
}

/** The day each step begins, and the day after the last, in days from today. */
function stepDays(plan: ProjectPlan): number[] {
  const shares = allocate(
    plan.end - plan.start,
    STEPS.map(([, , , , , share]) => share + 2),
  );
  let day = plan.start;
  return [
    plan.start,
    ...shares.map((share) => {
      day += share;
      return day;
    }),
  ];
}

function seedBudget(seeder: Seeder, shared: Shared, plan: ProjectPlan, project: AnyRecord): AnyRecord[] {
  const at = seeder.now + (plan.start - 40) * DAY_MS;
  const closed = plan.status === "completed" || plan.status === "warranty";
  const begun = plan.status !== "lead" && plan.status !== "preconstruction";
  const budget = seeder.add(budgets, at, {
    project_id: project.id,
    name: plan.status === "lead" ? "Estimate" : "Construction budget",
    status: closed ? "locked" : begun ? "active" : "draft",
    notes: plan.status === "lead" ? "By square foot; no bids yet." : "Allowances per contract exhibit B.",
  });
  const amounts = allocate(
    Math.round((plan.contractCents * BUDGET_SHARE) / 100),
    STEPS.map(([, , , , , share]) => share),
  );
  return STEPS.map(([name, , , code], position) =>
    seeder.add(budgetLines, at, {
      budget_id: budget.id,
      cost_code_id: shared.costCodes.get(code)?.id,
      description: name,
      position,
      budgeted_cents: amounts[position],
    }),
  );
}

function seedSchedule(seeder: Seeder, shared: Shared, { plan, project, days }: Built): void {
  if (plan.status === "lead") return;
  const { now } = seeder;
  const at = now + (plan.start - 30) * DAY_MS;
  const over = plan.done === STEPS.length || plan.status === "cancelled";
  const schedule = seeder.add(schedules, at, {
    project_id: project.id,
    name: "Master schedule",
    status: over ? "archived" : plan.status === "preconstruction" ? "draft" : "active",
    notes: "Pour dates follow the tide tables.",
  });
  let previous: AnyRecord | undefined;
  for (const [index, [name, phase, kind, , trade]] of STEPS.entries()) {
    previous = seeder.add(scheduleTasks, at, {
      schedule_id: schedule.id,
      name,
      phase,
      trade,
      kind,
      ...progressOf(plan, index),
      start_date: dayAt(now, days[index] ?? 0),
      end_date: dayAt(now, Math.max(days[index] ?? 0, (days[index + 1] ?? 0) - 1)),
      vendor_id: shared.vendors.get(trade)?.id,
      predecessor_ids: previous ? [previous.id] : [],
    });
  }
}

function progressOf(plan: ProjectPlan, step: number): { status: string; percent_complete: number } {
  if (step < plan.done) return { status: "completed", percent_complete: 100 };
  if (step === plan.done && plan.status === "active") return { status: "in_progress", percent_complete: 40 };
  return { status: plan.status === "on_hold" ? "blocked" : "not_started", percent_complete: 0 };
}

const ORDER_STATES = ["approved", "submitted", "draft", "rejected"] as const;

/** Approved ones have moved the contract and the line they name. Only work under way has some that wait. */
function seedChangeOrders(seeder: Seeder, plan: ProjectPlan, project: AnyRecord, lines: readonly AnyRecord[]): void {
  if (plan.done < 2) return;
  const closed = plan.status === "completed" || plan.status === "warranty";
  for (const [index, [title, amount, scheduleDays, step]] of CHANGES.entries()) {
    const state = closed ? (index === 3 ? "rejected" : "approved") : ORDER_STATES[index];
    const at = Math.min(seeder.now - (10 - index) * DAY_MS, seeder.now + (plan.end - 60) * DAY_MS);
    const line = lines[step];
    const decided = state === "approved" || state === "rejected";
    seeder.add(changeOrders, at, {
      project_id: project.id,
      number: `CO-00${index + 1}`,
      title,
      description: "Asked for by the client on site.",
      status: state,
      amount_cents: amount,
      schedule_days: scheduleDays,
      budget_line_id: line?.id,
      submitted_at: state === "draft" ? null : isoAt(at + DAY_MS / 2),
      decided_at: decided ? isoAt(at + DAY_MS) : null,
      rejection_reason: state === "rejected" ? "The client changed their mind." : null,
    });
    if (state !== "approved") continue;
    raise(project, "contract_amount_cents", amount);
    raise(line, "approved_changes_cents", amount);
  }
}
