import type { Recording } from "#connectors/sdk";
import bankAccounts from "./bank-accounts.json";
import bankTransactions from "./bank-transactions.json";
import bankTransactionsForeignCursor from "./bank-transactions-foreign-cursor.json";
import bankTransactionsInstitutionDown from "./bank-transactions-institution-down.json";
import bankTransactionsInternalError from "./bank-transactions-internal-error.json";
import bankTransactionsItemNotFound from "./bank-transactions-item-not-found.json";
import bankTransactionsLimited from "./bank-transactions-limited.json";
import bankTransactionsLoginRequired from "./bank-transactions-login-required.json";
import bankTransactionsMutation from "./bank-transactions-mutation.json";
import bankTransactionsMutationForever from "./bank-transactions-mutation-forever.json";
import bankTransactionsMutationRecurs from "./bank-transactions-mutation-recurs.json";
import bankTransactionsNotReady from "./bank-transactions-not-ready.json";
import bankTransactionsTimedOut from "./bank-transactions-timed-out.json";
import bankTransactionsTwoPages from "./bank-transactions-two-pages.json";
import bankTransactionsUnchanged from "./bank-transactions-unchanged.json";
import bankTransactionsUnknownFields from "./bank-transactions-unknown-fields.json";
import check from "./check.json";
import checkInvalidAccessToken from "./check-invalid-access-token.json";
import checkInvalidApiKeys from "./check-invalid-api-keys.json";
import checkLoginRequired from "./check-login-required.json";
import webhook from "./webhook.json";
import webhookExpiredKey from "./webhook-expired-key.json";
import webhookFromTheFuture from "./webhook-from-the-future.json";
import webhookHs256 from "./webhook-hs256.json";
import webhookItemError from "./webhook-item-error.json";
import webhookLegacy from "./webhook-legacy.json";
import webhookNoToken from "./webhook-no-token.json";
import webhookOtherBody from "./webhook-other-body.json";
import webhookPendingDisconnect from "./webhook-pending-disconnect.json";
import webhookTooOld from "./webhook-too-old.json";
import webhookUnknownKey from "./webhook-unknown-key.json";
import webhookUnsigned from "./webhook-unsigned.json";
import webhookWrongSignature from "./webhook-wrong-signature.json";

/**
 * Made of the examples in Plaid's OpenAPI file (plaid/plaid-openapi, 2020-09-14.yml): accounts, a page of transactions, the
 * error of a mutation, a webhook and the form of a verification key; errors after plaid.com/docs/errors. The webhooks are
 * signed with a key that was made for them.
 */
export const recordings = [
  bankAccounts,
  bankTransactions,
  bankTransactionsForeignCursor,
  bankTransactionsInstitutionDown,
  bankTransactionsInternalError,
  bankTransactionsItemNotFound,
  bankTransactionsLimited,
  bankTransactionsLoginRequired,
  bankTransactionsMutation,
  bankTransactionsMutationForever,
  bankTransactionsMutationRecurs,
  bankTransactionsNotReady,
  bankTransactionsTimedOut,
  bankTransactionsTwoPages,
  bankTransactionsUnchanged,
  bankTransactionsUnknownFields,
  check,
  checkInvalidAccessToken,
  checkInvalidApiKeys,
  checkLoginRequired,
  webhook,
  webhookExpiredKey,
  webhookFromTheFuture,
  webhookHs256,
  webhookItemError,
  webhookLegacy,
  webhookNoToken,
  webhookOtherBody,
  webhookPendingDisconnect,
  webhookTooOld,
  webhookUnknownKey,
  webhookUnsigned,
  webhookWrongSignature,
] as readonly Recording[];
