import type { BankAccount, BankTransaction } from "#models";
import type { PlaidAccount, PlaidTransaction } from "./client";

/** Plaid sends doubles, some with more than two decimals; halves go away from zero. */
const cents = (amount: number): number => {
  const whole = Math.round(Number((Math.abs(amount) * 100).toFixed(6)));
  return amount < 0 && whole !== 0 ? -whole : whole;
};
const maybeCents = (amount: number | null): number | null => (amount === null ? null : cents(amount));

export const toAccount = ({ balances, ...account }: PlaidAccount): BankAccount => ({
  name: account.name,
  official_name: account.official_name,
  mask: account.mask,
  type: account.type,
  subtype: account.subtype,
  currency: balances.iso_currency_code ?? balances.unofficial_currency_code,
  current_cents: maybeCents(balances.current),
  available_cents: maybeCents(balances.available),
  limit_cents: maybeCents(balances.limit),
});

export const toTransaction = (transaction: PlaidTransaction): BankTransaction => ({
  account_id: transaction.account_id,
  amount_cents: cents(transaction.amount),
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
