import { DomainError, invalid } from "../../../errors";
import { sumCents } from "#lib/money";
import type { Rules } from "../rules-type";
import type { AnyRecord } from "../shape";
import { refuseFrozen, refuseState } from "./state";

const amountOf = (line: AnyRecord | undefined): number => (line ? Number(line["amount_cents"]) : 0);
const totalOf = (lines: readonly AnyRecord[] | undefined): number => sumCents((lines ?? []).map(amountOf));

const FREE_AFTER_DRAFT = new Set(["memo", "due_date", "external_reference"]);

export const invoiceRules: Rules = {
  check: ({ children, sent }) => {
    const lines = children["line_items"];
    if (!lines) return [];
    const total = totalOf(lines);
    if (total < 0) return [{ pointer: "/line_items", detail: "The line items add up to less than nothing." }];
    if (sent["total_cents"] === undefined || sent["total_cents"] === total) return [];
    return [{ pointer: "/total_cents", detail: `total_cents is not the sum of the line items, ${total}.` }];
  },
  onCreate: (_ctx, { record, children }) => {
    record["total_cents"] = totalOf(children["line_items"]);
    return {};
  },
  onUpdate: (_ctx, { record: before }, after) => {
    if (after["total_cents"] !== before["total_cents"]) {
      throw invalid([{ pointer: "/total_cents", detail: "total_cents is the sum of the line items; change those." }]);
    }
    refuseFrozen("invoice", before, after, FREE_AFTER_DRAFT);
    return {};
  },
  onRemove: (_ctx, { record }) => {
    refuseState("invoice", record, ["draft", "void"], "deleted");
    return {};
  },
  onChildChange: (invoice, _child, before, after) => {
    refuseState("invoice", invoice, ["draft"], "given other line items");
    const total = Number(invoice["total_cents"]) - amountOf(before) + amountOf(after);
    if (total < 0) throw new DomainError("invalid_state", "The line items would add up to less than nothing.");
    return total === invoice["total_cents"] ? {} : { total_cents: total };
  },
};
