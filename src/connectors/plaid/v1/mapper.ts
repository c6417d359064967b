import { z } from "zod";
import { orNull, readers, recordWith } from "#connectors/sdk";
import { centsOf } from "#lib/money";
import type { BankAccount, BankTransaction } from "#models";

const { text, cents } = readers();

export const account = recordWith<BankAccount>("account_id", {
  name: z.string(),
  official_name: text,
  mask: text,
  type: z.string(),
  subtype: text,
  currency: [["balances.iso_currency_code", "balances.unofficial_currency_code"], text],
  current_cents: ["balances.current", cents],
  available_cents: ["balances.available", cents],
  limit_cents: ["balances.limit", cents],
});

export const transaction = recordWith<BankTransaction>("transaction_id", {
  account_id: z.string(),
  amount_cents: ["amount", z.number().transform(centsOf)],
  currency: [["iso_currency_code", "unofficial_currency_code"], text],
  date: z.iso.date(),
  authorized_on: ["authorized_date", orNull(z.iso.date())],
  name: z.string(),
  merchant_name: text,
  check_number: text,
  is_pending: ["pending", z.boolean()],
  pending_transaction_id: text,
  payment_channel: z.string(),
  category: ["personal_finance_category?.detailed", text],
  account_owner: text,
});
