import type { Entity } from "#models";
import type { Rules } from "../rules-type";
import { budgetLineRules, budgetRules } from "./budget";
import { changeOrderRules } from "./change-order";
import { documentRules } from "./document";
import { invoiceRules } from "./invoice";
import { paymentRules } from "./payment";
import { permitRules } from "./permit";
import { projectRules } from "./project";
import { scheduleRules, scheduleTaskRules } from "./schedule";

const rules: Readonly<Record<string, Rules>> = {
  budget: budgetRules,
  budget_line: budgetLineRules,
  change_order: changeOrderRules,
  document: documentRules,
  invoice: invoiceRules,
  payment: paymentRules,
  permit: permitRules,
  project: projectRules,
  schedule: scheduleRules,
  schedule_task: scheduleTaskRules,
};

const NONE: Rules = {};

export const rulesOf = (entity: Entity): Rules => rules[entity.name] ?? NONE;
