import { centsOf, centsOrNull } from "#lib/money";
import type { BankAccount, BankTransaction } from "#models";
import type { PlaidAccount, PlaidTransaction } from "./client";

export const toAccount = ({ balances, ...account }: PlaidAccount): BankAccount => ({
  name: account.name,
  official_name: account.official_name,
  mask: account.mask,
  type: account.type,
  subtype: account.subtype,
  currency: balances.iso_currency_code ?? balances.unofficial_currency_code,
  current_cents: centsOrNull(balances.current),
  available_cents: centsOrNull(balances.available),
  limit_cents: centsOrNull(balances.limit),
});

export const toTransaction = (transaction: PlaidTransaction): BankTransaction => ({
  account_id: transaction.account_id,
  amount_cents: centsOf(transaction.amount),
  currency: transaction.iso_currency_code ?? transaction.unofficial_currency_code,
  date: transaction.date,
  authorized_on: transaction.authorized_date ?? null,
  name: transaction.name,
  merchant_name: transaction.merchant_name,
  check_number: transaction.check_number,
  is_pending: transaction.pending,
  pending_transaction_id: transaction.pending_transaction_id,
  payment_channel: transaction.payment_channel,
  category: transaction.personal_finance_category?.detailed ?? null,
  account_owner: transaction.account_owner,
});
