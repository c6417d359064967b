import type { CatalogueEntry } from "./entry";
import { fileSteps, signInSteps } from "./steps";

const FEED = {
  permissions: [
    "Read the transactions of the accounts you choose. Nothing can be paid or changed at the bank.",
    "Read your payments and vendors, to match them.",
    "Write bank transactions and matches.",
  ],
  reads: ["Transactions and balances of the accounts you choose", "Payments and vendors"],
  writes: ["Bank transactions", "Matches between transactions and payments"],
};
const MATCHING =
  "A transaction is matched with a recorded payment by amount, day, check number and name. What is certain is matched by itself, what is likely is proposed, and the rest waits to be coded to job, cost code and vendor.";

export const banking: readonly CatalogueEntry[] = [
  {
    slug: "plaid",
    name: "Plaid bank feeds",
    category: "banking",
    kind: "live_api",
    tagline: "Bank transactions every day",
    description: "Transactions of your bank accounts and cards by Plaid.",
    about: [
      "You sign in to your bank in Plaid's own window; we never see the password. From then on transactions arrive every day, and at once when you ask. Pending ones become posted ones.",
      "Banks are asked by Plaid between one and four times a day, so it is not a live view. When a bank wants you to sign in again, you are told.",
    ],
    setup: signInSteps("your bank, in Plaid's window,", "Choose the accounts there."),
    permissions: ["Read the transactions and balances of the accounts you choose. Nothing can be paid at the bank."],
    reads: ["Transactions and balances of the accounts you choose"],
    writes: ["Bank transactions"],
    vendorCost: "Included in every plan; we pay Plaid.",
    keywords: "bank feed reconciliation transactions checking",
  },
  {
    slug: "mx",
    name: "MX bank feeds",
    category: "banking",
    kind: "live_api",
    tagline: "Bank transactions by MX",
    description: "Transactions of banks and credit unions that MX reaches, matched with the payments you recorded.",
    about: [
      "Some credit unions and regional banks are reached better by MX than by others. You sign in to the bank in MX's window, and transactions arrive every day.",
      MATCHING,
      "Use one feed for an account: the same account by two of them would be told twice, and is refused.",
    ],
    setup: signInSteps(
      "your bank, in MX's window,",
      "Choose the accounts, and the projects or cost codes each is used for.",
    ),
    ...FEED,
    vendorCost: "Included in every plan; we pay MX.",
    keywords: "bank feed credit union reconciliation transactions",
  },
  {
    slug: "yodlee",
    name: "Yodlee bank feeds",
    category: "banking",
    kind: "live_api",
    tagline: "Bank transactions by Yodlee",
    description: "Transactions of banks that Yodlee reaches, matched with the payments you recorded.",
    about: [
      "For banks that neither of the other two feeds reaches. You sign in to the bank in Yodlee's window, and transactions arrive every day.",
      MATCHING,
      "It reads; nothing can be paid through it.",
    ],
    setup: signInSteps(
      "your bank, in Yodlee's window,",
      "Choose the accounts, and the projects or cost codes each is used for.",
    ),
    ...FEED,
    vendorCost: "Included in every plan; we pay Yodlee.",
    keywords: "envestnet bank feed reconciliation transactions",
  },
  {
    slug: "credit-card-feeds",
    name: "Credit card feeds",
    category: "banking",
    kind: "file_import",
    tagline: "Card charges, coded to jobs",
    description: "Charges of company cards, assigned to who holds the card, coded to jobs and matched with receipts.",
    about: [
      "Each card belongs to a member. Its charges are proposed for a job and a cost code from the merchant, the amount and the jobs the member works on; where the proposal is not safe, it is left open. A charge can be split over jobs to the cent.",
      "Photographed receipts find their charge by amount, day and merchant. At the end of the month a report shows what is coded, pending or disputed.",
      "Cards that your bank feed reaches arrive by it. For the others, statements are read from the OFX, QFX or CSV file that the issuer's site exports.",
    ],
    setup: fileSteps(
      "Credit card feeds",
      "Assign each card to a member by its last four digits. Then export the charges at the issuer's site as OFX, QFX or CSV.",
      "charges wait for their coding",
    ),
    permissions: ["Read card charges, members and projects.", "Write charges, their coding and their receipts."],
    reads: ["Card charges", "Members and their projects", "Receipts"],
    writes: ["Charges with their coding", "A monthly report"],
    vendorCost: "Included in every plan.",
    keywords: "ofx qfx receipts expense cardholder amex visa mastercard",
  },
];

const DRAW = {
  permissions: [
    "Read budgets, draws, invoices and lien waivers of the projects you choose.",
    "Record the state of draws.",
  ],
  reads: ["Budgets and completed work", "Invoices and lien waivers", "Photos of progress"],
  writes: ["Draw packages", "The state of draw requests"],
};
const PACKAGE =
  "A draw becomes one package: the application for payment in the columns lenders know, the schedule of values with retainage to the cent, invoices, waivers and photos. The forms are our own layout; those of the American Institute of Architects are protected and not copied.";

export const lending: readonly CatalogueEntry[] = [
  {
    slug: "builder-finance",
    name: "Builder Finance",
    category: "lending",
    kind: "manual",
    tagline: "Draw packages ready to hand in",
    description: "Prepares draw requests for Builder Finance and keeps track of what was asked for, approved and paid.",
    about: [
      PACKAGE,
      "We know of no public interface of Builder Finance, so a person hands the package in at its portal or sends it to the loan officer, and records here that it was done. What was approved and paid is recorded the same way.",
      "It cannot tell by itself how a draw stands over there.",
    ],
    setup: [
      "In the builder console open Integrations and choose Builder Finance.",
      "For each loan give its number, amount, retainage and the project it belongs to.",
      "Choose what the lender wants in a package, and in which order.",
      "Make a draw, download its package, hand it in, and press Handed in.",
    ],
    ...DRAW,
    vendorCost: "Included in every plan. You need a loan of theirs.",
    keywords: "construction loan draw lender g702 g703",
  },
  {
    slug: "construction-loan-pro",
    name: "Construction Loan Pro",
    category: "lending",
    kind: "manual",
    tagline: "Draws in the lender's order",
    description: "Prepares draw requests for lenders that use Construction Loan Pro, and keeps their state.",
    about: [
      PACKAGE,
      "We know of no public interface of this product, so the package is uploaded there by a person, and its state is recorded here.",
      "It cannot tell by itself how a draw stands over there.",
    ],
    setup: [
      "In the builder console open Integrations and choose Construction Loan Pro.",
      "For each loan give its number, the budget lines as the lender names them, and the project.",
      "Make a draw, download its package, upload it there, and press Handed in.",
    ],
    ...DRAW,
    vendorCost: "Included in every plan. Your lender must use the product.",
    keywords: "construction loan draw lender portal",
  },
  {
    slug: "lender-email",
    name: "Lender draw requests",
    category: "lending",
    kind: "email",
    tagline: "Send draws to any lender",
    description: "Sends draw packages to any lender by e-mail, and files the answers with the draw.",
    about: [
      PACKAGE,
      "The package goes to the addresses the lender named, from an address that belongs to the draw. Answers to it are filed there with what is attached, and the team is told.",
      "An e-mail is no proof that a draw was accepted: that stays a decision a person records.",
    ],
    setup: [
      "In the builder console open Integrations and choose Lender draw requests.",
      "For each lender give the addresses draws go to, and what belongs into a package.",
      "Send yourself a trial draw first.",
    ],
    ...DRAW,
    vendorCost: "Included in every plan.",
    keywords: "bank construction loan draw aia lien waiver",
  },
];

export const title: readonly CatalogueEntry[] = [
  {
    slug: "title-companies",
    name: "Title company exchange",
    category: "title",
    kind: "email",
    tagline: "Draws, waivers and closings exchanged",
    description: "Sends draw documents and lien waivers to title companies, and files closing packages that come back.",
    about: [
      "Each title company gets its own order of documents, once set up: draw, sworn statement, waivers by vendor, invoices. Packages go by e-mail or are downloaded for the company's portal; which waiver is missing is seen beforehand.",
      "Closing documents that come back are filed with the project. Policy numbers, closing dates and what is still owed are kept beside it.",
      "Title companies use many portals, and none that we know of lets builders connect to it. So nothing is uploaded there by itself.",
    ],
    setup: [
      "In the builder console open Integrations and choose Title company exchange.",
      "Add your title companies with their addresses and what each wants in a package.",
      "Give the project's filing address to the company, for what it sends back.",
    ],
    permissions: [
      "Read draws, lien waivers and documents of the projects you choose.",
      "File documents that come back.",
    ],
    reads: ["Draws", "Lien waivers", "Documents"],
    writes: ["Packages", "Closing documents and dates"],
    vendorCost: "Included in every plan.",
    keywords: "title insurance closing escrow lien waiver sworn statement",
  },
];
