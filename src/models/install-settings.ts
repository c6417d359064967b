import { boolean, integer, list, number, text } from "./field";

/** Settings of an install that modules read: from when on weather stops work. */
export const weatherSettings = {
  cold_below_f: number({
    label: "Too cold for concrete below (°F)",
    description: "Concrete is flagged as too cold below this air temperature, in °F.",
    example: 40,
    default: 40,
    min: 0,
    max: 70,
  }),
  evaporation_above: number({
    label: "Concrete dries too fast above (lb/ft²/h)",
    description: "Concrete is flagged as drying too fast above this rate of evaporation, in lb/ft²/h.",
    example: 0.2,
    default: 0.2,
    min: 0.05,
    max: 1,
  }),
  concrete_temperature_f: number({
    label: "Temperature of the concrete (°F)",
    description: "Temperature of the concrete as it is placed, in °F; left empty, it is as warm as the air.",
    example: 85,
    min: 40,
    max: 110,
  }),
  precipitation_day_in: number({
    label: "Precipitation day from (inches)",
    description: "A day with so much precipitation, in inches, counts as a day of precipitation.",
    example: 0.1,
    default: 0.1,
    min: 0.01,
    max: 5,
  }),
};

/** From when on the tide stops work, and who is told of high ones. */
export const tideSettings = {
  high_water_ft: number({
    description:
      "Water at or above this height keeps tide-bound work from going on, in feet above mean lower low water (MLLW); left empty, the mean of the station's high waters.",
    example: 4.5,
    min: -10,
    max: 60,
  }),
  work_from_hour: integer({ description: "The hour work begins on site.", example: 7, default: 7, min: 0, max: 11 }),
  work_to_hour: integer({ description: "The hour work ends on site.", example: 17, default: 17, min: 12, max: 23 }),
  king_tide_miles: integer({
    description: "King tides are told to the members of projects that lie at most so many miles from their station.",
    example: 10,
    default: 10,
    min: 1,
    max: 30,
  }),
};

/** What of a ledger becomes records, and on which of its accounts records are booked. @param ledger what it is called */
export const ledgerSettings = (ledger: string) => ({
  create_vendors: boolean({
    label: "Create vendors",
    description: "Contacts you buy from that match none of your vendors become vendors. Otherwise they are listed.",
    example: false,
    default: false,
  }),
  create_invoices: boolean({
    label: "Create invoices",
    description: "Bills of your vendors that are none of your invoices become invoices. Otherwise they are listed.",
    example: false,
    default: false,
  }),
  bill_account_code: text({
    label: "Account for bills",
    description: `Code of the expense account for the lines of invoices you approve. Left empty, they are not written to ${ledger}.`,
    example: "310",
    min: 1,
    max: 10,
  }),
  cost_code_accounts: list({
    label: "Accounts by cost code",
    description:
      "Where lines of some cost codes are booked instead: the cost code, a colon, and the code of the account.",
    example: ["03-300: 311"],
    of: "text",
    maxItems: 200,
    maxLength: 45,
    default: [],
  }),
  payment_account_code: text({
    label: "Account for payments",
    description: `Code of the bank account you pay from. Left empty, payments you record are not written to ${ledger}.`,
    example: "090",
    min: 1,
    max: 10,
  }),
});
