import type { Recording } from "#connectors/sdk";
import anotherShape from "./another-shape.json";
import badDate from "./bad-date.json";
import billPayments from "./bill-payments.json";
import billPaymentsNone from "./bill-payments-none.json";
import bills from "./bills.json";
import billsCredited from "./bills-credited.json";
import check from "./check.json";
import checkNone from "./check-none.json";
import checkTwoOrganisations from "./check-two-organisations.json";
import checkWrongOrganisation from "./check-wrong-organisation.json";
import contacts from "./contacts.json";
import contactsGoesOn from "./contacts-goes-on.json";
import contactsMany from "./contacts-many.json";
import contactsUnchanged from "./contacts-unchanged.json";
import cutOff from "./cut-off.json";
import html from "./html.json";
import pushBill from "./push-bill.json";
import pushBillAgainFound from "./push-bill-again-found.json";
import pushBillAgainNotFound from "./push-bill-again-not-found.json";
import pushBillChanges from "./push-bill-changes.json";
import pushBillChangesAgain from "./push-bill-changes-again.json";
import pushBillChangesChangedThere from "./push-bill-changes-changed-there.json";
import pushBillChangesDeleteDraft from "./push-bill-changes-delete-draft.json";
import pushBillChangesRefused from "./push-bill-changes-refused.json";
import pushBillChangesVoid from "./push-bill-changes-void.json";
import pushBillChangesWithTax from "./push-bill-changes-with-tax.json";
import pushBillErrorIn200 from "./push-bill-error-in-200.json";
import pushBillRefused from "./push-bill-refused.json";
import pushBillTimedOut from "./push-bill-timed-out.json";
import pushContact from "./push-contact.json";
import pushContactAgain from "./push-contact-again.json";
import pushContactChangedThere from "./push-contact-changed-there.json";
import pushContactRefused from "./push-contact-refused.json";
import pushPayment from "./push-payment.json";
import pushPaymentAgainAnother from "./push-payment-again-another.json";
import pushPaymentAgainFound from "./push-payment-again-found.json";
import pushPaymentTooMuch from "./push-payment-too-much.json";
import serverError from "./server-error.json";
import takeBackPayment from "./take-back-payment.json";
import takeBackPaymentAgain from "./take-back-payment-again.json";
import takeBackPaymentRefused from "./take-back-payment-refused.json";
import throttledDay from "./throttled-day.json";
import throttledMinute from "./throttled-minute.json";
import timedOut from "./timed-out.json";
import tokenExpired from "./token-expired.json";
import unavailable from "./unavailable.json";
import webhook from "./webhook.json";
import webhookIntentToReceive from "./webhook-intent-to-receive.json";
import webhookNotBase64 from "./webhook-not-base64.json";
import webhookWrongSignature from "./webhook-wrong-signature.json";

export const recordings = [
  anotherShape,
  badDate,
  billPayments,
  billPaymentsNone,
  bills,
  billsCredited,
  check,
  checkNone,
  checkTwoOrganisations,
  checkWrongOrganisation,
  contacts,
  contactsGoesOn,
  contactsMany,
  contactsUnchanged,
  cutOff,
  html,
  pushBill,
  pushBillAgainFound,
  pushBillAgainNotFound,
  pushBillChanges,
  pushBillChangesAgain,
  pushBillChangesChangedThere,
  pushBillChangesDeleteDraft,
  pushBillChangesRefused,
  pushBillChangesVoid,
  pushBillChangesWithTax,
  pushBillErrorIn200,
  pushBillRefused,
  pushBillTimedOut,
  pushContact,
  pushContactAgain,
  pushContactChangedThere,
  pushContactRefused,
  pushPayment,
  pushPaymentAgainAnother,
  pushPaymentAgainFound,
  pushPaymentTooMuch,
  serverError,
  takeBackPayment,
  takeBackPaymentAgain,
  takeBackPaymentRefused,
  throttledDay,
  throttledMinute,
  timedOut,
  tokenExpired,
  unavailable,
  webhook,
  webhookIntentToReceive,
  webhookNotBase64,
  webhookWrongSignature,
] as readonly Recording[];
