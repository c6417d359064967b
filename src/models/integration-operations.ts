import { once } from "#lib/once";
import { z } from "@hono/zod-openapi";
import * as canonical from "./canonical";

/** Every kind of record that integrations bring, in the form the product works with, by its name. */
export const canonicalRecords = {
  bank_account: canonical.bankAccount,
  bank_transaction: canonical.bankTransaction,
  bill: canonical.bill,
  bill_payment: canonical.billPayment,
  contact: canonical.contact,
  flood_zone: canonical.floodZone,
  parcel: canonical.parcel,
  permit: canonical.permit,
  permit_step: canonical.permitStep,
  site_location: canonical.siteLocation,
  tide_prediction: canonical.tidePrediction,
  weather_alert: canonical.siteAlert,
  weather_forecast: canonical.weatherForecast,
} as const satisfies Record<string, () => z.ZodType>;

export type RecordModel = keyof typeof canonicalRecords;

/** Every sync a connector may have, and what it brings. */
export const syncOperations = {
  bank_accounts: "bank_account",
  bank_transactions: "bank_transaction",
  bill_payments: "bill_payment",
  bills: "bill",
  contacts: "contact",
  flood_zones: "flood_zone",
  parcels: "parcel",
  permit_steps: "permit_step",
  permits: "permit",
  site_locations: "site_location",
  tide_predictions: "tide_prediction",
  weather_alerts: "weather_alert",
  weather_forecasts: "weather_forecast",
} as const satisfies Record<string, RecordModel>;

export type SyncName = keyof typeof syncOperations;

export type SyncRecord<S extends SyncName> = z.input<ReturnType<(typeof canonicalRecords)[(typeof syncOperations)[S]]>>;

type ActionShape = { description: string; input: () => z.ZodType; output: () => z.ZodType };

/** Every action a connector may offer: what it takes and what it answers. */
export const actionOperations = {
  geocode_address: {
    description: "The places that an address may be.",
    input: canonical.addressToFind,
    output: canonical.addressMatches,
  },
  look_up_forecast: {
    description: "The forecast for a place that is no project.",
    input: once(() =>
      z.strictObject({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) }),
    ),
    output: once(() => canonical.weatherForecast().omit({ site_id: true, latitude: true, longitude: true })),
  },
  look_up_weather_history: {
    description: "What was measured near a place, day by day, for up to a year.",
    input: once(() =>
      z
        .strictObject({
          latitude: z.number().min(-90).max(90),
          longitude: z.number().min(-180).max(180),
          from: z.iso.date(),
          to: z.iso.date(),
        })
        .refine(({ from, to }) => from <= to && Date.parse(to) - Date.parse(from) < 366 * 86_400_000, {
          path: ["to"],
          message: "It is not before the first day, and at most a year after it.",
        }),
    ),
    output: canonical.weatherHistory,
  },
  post_message: {
    description: "Post a message to a channel.",
    input: canonical.messageToPost,
    output: canonical.postedMessage,
  },
  post_notice: {
    description: "Post a message to the channel that is connected.",
    input: canonical.noticeToPost,
    output: canonical.postedNotice,
  },
  push_bill: {
    description: "Write a vendor's bill to the ledger.",
    input: canonical.billToPush,
    output: canonical.pushedBill,
  },
  push_bill_changes: {
    description: "Write changes of a vendor's bill to the ledger.",
    input: canonical.billChanges,
    output: canonical.changedBill,
  },
  push_contact: {
    description: "Write changes of a contact to the ledger.",
    input: canonical.contactToPush,
    output: canonical.pushedContact,
  },
  push_payment: {
    description: "Write a payment on a bill to the ledger.",
    input: canonical.paymentToPush,
    output: canonical.pushedPayment,
  },
  submit_permit: {
    description: "File an application for a permit.",
    input: canonical.permitApplication,
    output: canonical.filedPermit,
  },
  take_back_payment: {
    description: "Take a payment on a bill back in the ledger.",
    input: canonical.paymentToTakeBack,
    output: canonical.takenBackPayment,
  },
  verify_license: {
    description: "What a state's board has on record of a contractor's license.",
    input: once(() => z.strictObject({ number: z.string().min(1).max(100) })),
    output: canonical.contractorLicense,
  },
} as const satisfies Record<string, ActionShape>;

export type ActionName = keyof typeof actionOperations;
