import type { CatalogueEntry } from "./entry";
import { fileSteps, signInSteps } from "./steps";

const PRICES = {
  permissions: ["Read the price files and invoices you upload.", "Write prices, orders and draft invoices."],
  reads: ["Price files", "Orders and invoices of the supplier"],
  writes: ["A price book of the supplier's", "Purchase orders to send", "Draft invoices"],
};

export const suppliers: readonly CatalogueEntry[] = [
  {
    slug: "84-lumber",
    name: "84 Lumber",
    category: "suppliers",
    kind: "file_import",
    tagline: "Quotes and prices from 84 Lumber",
    description: "Reads quotes and price lists of 84 Lumber, and prepares orders for your store.",
    about: [
      "Quotes and price lists that your store sends as a spreadsheet become a price book with the day until which each price holds. Estimates take them, and warn when a price has run out.",
      "Orders go to your salesperson as a file and a PDF; invoices that come back are matched with them, line by line.",
      "We know of no interface of 84 Lumber that builders can connect to. Stock is not known.",
    ],
    setup: fileSteps(
      "84 Lumber",
      "Ask your salesperson for quotes and price lists as a spreadsheet or CSV.",
      "prices stand in the price book",
    ),
    ...PRICES,
    vendorCost: "Included in every plan. You need an account with the store.",
    keywords: "lumber yard building materials framing trusses",
  },
  {
    slug: "abc-supply",
    name: "ABC Supply",
    category: "suppliers",
    kind: "live_api",
    tagline: "Order roofing and siding",
    description: "Prices, orders and their progress with your ABC Supply branch.",
    about: [
      "Your branch's prices are looked up for the items of an order, the order is placed, and its progress comes back: confirmed, on the truck, delivered, invoiced.",
      "Large orders are split, since the branch's system takes 99 lines at once; each part is sent once, whatever happens to the connection.",
      "ABC's terms do not allow its prices to be compared with other suppliers', so they are shown alone. Whether an item may be ordered is told; how many are on the shelf is not.",
    ],
    setup: signInSteps("ABC Supply", "Choose your account and branch.", "Match the items you order often."),
    permissions: ["Read prices and orders of your ABC Supply account.", "Place orders when a person presses Order."],
    reads: ["Prices and items of your branch", "Orders and their progress"],
    writes: ["Orders at ABC Supply", "Purchase orders and deliveries here"],
    vendorCost: "Included in every plan. You need an ABC Supply account with online access.",
    keywords: "roofing siding windows gutters materials",
  },
  {
    slug: "ferguson",
    name: "Ferguson",
    category: "suppliers",
    kind: "live_api",
    tagline: "Plumbing and HVAC orders",
    description: "Prices, availability and orders of plumbing and HVAC material with your Ferguson account.",
    about: [
      "Items are looked up with the prices of your account and ordered to the site; invoices come back and are matched with the order.",
      "Ferguson has a portal for developers and grants access after approval. This integration waits for that; until then quotes can be uploaded as a file.",
      "Showroom goods, such as appliances and fixtures, are a listing of their own.",
    ],
    setup: signInSteps("Ferguson", "Choose your account and branch."),
    permissions: ["Read prices and orders of your Ferguson account.", "Place orders when a person presses Order."],
    reads: ["Items and prices of your account", "Orders and invoices"],
    writes: ["Orders at Ferguson", "Purchase orders and deliveries here"],
    vendorCost: "Included in every plan. You need a Ferguson trade account.",
    keywords: "plumbing hvac waterworks materials",
  },
];

const SHOWROOM = {
  permissions: ["Read the quotes you upload.", "Write selections, allowances and spec sheets to your projects."],
  reads: ["Quotes and order confirmations", "Allowances of the budget"],
  writes: ["Selections with prices", "Delivery tasks", "Specifications in the spec book"],
};
const dealer = (slug: string, name: string, keywords: string, about: string): CatalogueEntry => ({
  slug,
  name,
  category: "appliances",
  kind: "file_import",
  tagline: "Appliance quotes into selections",
  description: `Turns quotes of ${name} into selections, and watches them against the allowance.`,
  about: [
    about,
    "A quote becomes selections with model, price, size and what each needs of gas, water and power; the allowance shows at once what is left. Delivery dates become tasks of the schedule, and order confirmations move them along: ordered, shipped, delivered, installed.",
    `We know of no interface of ${name} that builders can connect to. Quotes come as files, so prices and availability are those of the day of the quote.`,
  ],
  setup: fileSteps(
    name,
    `Ask your salesperson at ${name} for the quote as a spreadsheet or CSV.`,
    "it becomes selections",
  ),
  ...SHOWROOM,
  vendorCost: `Included in every plan. You need an account with ${name}.`,
  keywords: `appliances kitchen selections allowance ${keywords}`,
});

export const appliances: readonly CatalogueEntry[] = [
  dealer(
    "ferguson-appliances",
    "Ferguson showrooms",
    "fixtures lighting plumbing",
    "Ferguson's showrooms sell appliances, lighting and bath fixtures to clients whom builders send there.",
  ),
  dealer(
    "yale-appliance",
    "Yale Appliance",
    "boston lighting",
    "Yale Appliance serves the Boston area with appliances, lighting and its own service.",
  ),
  dealer(
    "aj-madison",
    "AJ Madison",
    "online",
    "AJ Madison sells appliances online and from showrooms, with a desk for builders.",
  ),
  dealer(
    "pacific-sales",
    "Pacific Sales",
    "best buy california",
    "Pacific Sales Kitchen and Home, a part of Best Buy, sells appliances and fixtures to builders and their clients.",
  ),
];

const RENTAL = {
  permissions: ["Read the rental files you upload.", "Write rentals, costs and draft invoices to your projects."],
  reads: ["Contracts and invoices of the rental company", "Projects and cost codes"],
  writes: ["Rentals with start and end", "Costs by project", "Draft invoices"],
};
const rental = (slug: string, name: string, keywords: string, format: string): CatalogueEntry => ({
  slug,
  name,
  category: "equipment_rental",
  kind: "file_import",
  tagline: "Know what is rented, and until when",
  description: `Tracks what is on rent with ${name}, what it costs each project, and when it is due back.`,
  about: [
    "Every contract becomes a rental with its start, its end and its rate, on the project whose name or number the contract carries. Two days before a rental would run on, its project manager is told.",
    "Invoices are matched with contracts: days billed after the off-rent date are flagged. Costs go to project and cost code.",
    format,
  ],
  setup: fileSteps(
    name,
    "Download open contracts and invoices from your account as CSV, or agree on regular files with your branch.",
    "rentals stand with their projects",
  ),
  ...RENTAL,
  vendorCost: `Included in every plan. You need an account with ${name}.`,
  keywords: `equipment rental lift excavator off-rent ${keywords}`,
});

export const equipmentRental: readonly CatalogueEntry[] = [
  rental(
    "united-rentals",
    "United Rentals",
    "",
    "United Rentals exchanges orders and invoices with large customers as cXML, EDI or flat files by agreement; there is no public interface that we know of. Equipment is not called off from here.",
  ),
  rental(
    "sunbelt-rentals",
    "Sunbelt Rentals",
    "ashtead",
    "Sunbelt exchanges data with large customers as cXML, EDI or flat files by agreement; there is no public interface that we know of. Equipment is not called off from here.",
  ),
  rental(
    "blueline-rental",
    "BlueLine Rental",
    "united rentals volvo rents",
    "BlueLine became a part of United Rentals in 2018. This listing reads its old contracts and invoices, so that their costs are not lost; new rentals come by the listing of United Rentals.",
  ),
];

const SERVICE = {
  permissions: [
    "Read schedules, addresses and phases of your projects.",
    "Send orders to the companies you choose, when a person agrees.",
  ],
  reads: ["Schedules and phases", "Addresses"],
  writes: ["Orders by e-mail", "Rental periods and costs"],
};
const service = (slug: string, name: string, tagline: string, keywords: string, about: string): CatalogueEntry => ({
  slug,
  name,
  category: "site_services",
  kind: "email",
  tagline,
  description: `Orders ${name.toLowerCase()} by the phase of the work from local companies, and keeps track of the rental.`,
  about: [
    about,
    "Orders go by e-mail to the company you chose for the area, with address, date and contact, and its answer is filed with the order. The period and its cost are counted to project and cost code until it is picked up.",
    "Local companies rarely have anything to connect to. Whether the order was accepted is known when the company answers, or when a person says so.",
  ],
  setup: [
    `In the builder console open Integrations and choose ${name}.`,
    "Add the companies you work with, the area each serves, and the address orders go to.",
    "Say which phase orders what, how long before, and whether a person agrees first.",
    "Send yourself a trial order.",
  ],
  ...SERVICE,
  vendorCost: "Included in every plan. The companies charge for their services.",
  keywords,
});

export const siteServices: readonly CatalogueEntry[] = [
  service(
    "dumpsters",
    "Dumpsters",
    "The right dumpster at each phase",
    "roll-off waste hauling debris container",
    "Dumpsters are wanted at demolition, framing, drywall and final clean, larger ones while framing and smaller ones at the end. When the schedule moves, so does the delivery that is not confirmed yet.",
  ),
  service(
    "portable-toilets",
    "Portable toilets",
    "There on day one, gone at the end",
    "restroom sanitation porta potty",
    "A toilet arrives with the project's start and leaves at substantial completion; one more is proposed for each ten workers the schedule shows.",
  ),
  service(
    "temporary-power",
    "Temporary power",
    "Power before the meter",
    "generator electric service pole",
    "A pole or a generator is ordered for the start of site work and given back when permanent power is on.",
  ),
  service(
    "temporary-fencing",
    "Temporary fencing",
    "Fence up before work begins",
    "fence panels site safety",
    "A fence goes up before demolition or excavation, its length taken from the lot, and comes down with landscaping.",
  ),
  service(
    "site-security",
    "Site security",
    "Guards and alarms when it matters",
    "guard alarm theft watch",
    "Watching is ordered for the weeks when theft costs most, from delivered appliances to handed-over keys.",
  ),
];
