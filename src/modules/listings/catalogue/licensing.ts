import type { CatalogueEntry } from "./entry";
import { fileSteps } from "./steps";

const LICENSE = {
  permissions: ["Read names and license numbers of your vendors.", "Write what was verified, and when."],
  writes: ["License state of vendors with the day of verification", "Notifications before a license ends"],
};
const live = (slug: string, name: string, keywords: string, about: string, limit: string): CatalogueEntry => ({
  slug,
  name,
  category: "licensing",
  kind: "live_api",
  tagline: "Licenses verified every day",
  description: `Verifies your vendors' licenses in the open data of the ${name.replace(/ licenses$/u, "")} board, every day.`,
  about: [
    about,
    "Each vendor's number is looked up daily. You are told before a license ends, and at once when its state changes; invoices of a vendor without a license can be held back.",
    limit,
  ],
  setup: [
    `In the builder console open Integrations and choose ${name}.`,
    "Agree to its permissions. There is no account and no key.",
    "Enter license numbers with your vendors; those without one are listed.",
    "Say how many days ahead you are told.",
  ],
  ...LICENSE,
  reads: ["Vendors and their license numbers", "The published list of licenses"],
  vendorCost: "The state publishes the data.",
  keywords: `contractor license verification ${keywords}`,
});
const bulk = (
  slug: string,
  name: string,
  keywords: string,
  about: string,
  how: string,
  limit: string,
): CatalogueEntry => ({
  slug,
  name,
  category: "licensing",
  kind: "file_import",
  tagline: "Licenses checked by the state's list",
  description: `Checks your vendors' licenses against the list that the state of ${name.replace(/ licenses$/u, "")} publishes as a file.`,
  about: [
    about,
    "The list is read, your vendors are found in it by number, and states and end dates are written to them with the date of the list. A list older than you allow is flagged.",
    limit,
  ],
  setup: fileSteps(name, how, "vendors carry their verified state"),
  ...LICENSE,
  reads: ["Vendors and their license numbers", "The list you upload"],
  vendorCost: "Included in every plan. The state gives the list out for free.",
  keywords: `contractor license verification ${keywords}`,
});

export const licensing: readonly CatalogueEntry[] = [
  {
    slug: "state-contractor-licenses",
    name: "State contractor licenses",
    category: "licensing",
    kind: "manual",
    tagline: "Every state's board, one form",
    description:
      "Verifies vendors' licenses with the board of any state: one link to look it up, and a record of who did and when.",
    about: [
      "Most states let a license be looked up on a page of their board and in no other way. For each vendor the board of its state is linked; what it says is recorded with the day and the person.",
      "You are told 60, 30 and 7 days before the recorded end of a license. States without a license for general contractors are named, so nobody looks for what does not exist.",
      "It reads no board's pages by itself: they are made for people, and several forbid it. For states with open data there are listings of their own.",
    ],
    setup: [
      "Enter the license number with the vendor, and its state.",
      "In the builder console open Licenses, choose the vendor, and open its board's page.",
      "Compare, and record what the page says.",
    ],
    permissions: ["Nothing is asked of you: a person looks, and records what they see."],
    reads: ["Vendors, their states and license numbers"],
    writes: LICENSE.writes,
    vendorCost: "Included in every plan.",
    keywords: "contractor license verification 50 states board lookup expiration compliance",
    consolePath: "/console/licenses/",
  },
  live(
    "washington-contractor-licenses",
    "Washington contractor licenses",
    "wa lni labor industries bond insurance",
    "The Department of Labor and Industries publishes all contractor registrations of Washington as open data, with bond and insurance.",
    "It is what the department published, at most a day ago; infractions under appeal are not part of it.",
  ),
  live(
    "oregon-contractor-licenses",
    "Oregon contractor licenses",
    "or ccb bond",
    "The Construction Contractors Board publishes all active licenses of Oregon as open data, with bond and insurance.",
    "Only active licenses are in it: a number that is missing may have ended, been suspended, or be mistyped, so a missing one is told as not found and never as expired.",
  ),
  live(
    "texas-trade-licenses",
    "Texas trade licenses",
    "tx tdlr hvac electrician plumber",
    "The Department of Licensing and Regulation publishes the licenses of electricians and air conditioning contractors of Texas as open data.",
    "Texas licenses no general contractors, and its plumbers have a board of their own that is not in it.",
  ),
  live(
    "new-york-city-licenses",
    "New York City licenses",
    "nyc dcwp home improvement contractor",
    "New York City publishes the licenses it issues as open data, home improvement contractors among them.",
    "The state of New York has no license for general contractors; other counties with licenses of their own are not in it.",
  ),
  {
    slug: "california-contractor-licenses",
    name: "California licenses",
    category: "licensing",
    kind: "file_import",
    tagline: "Licenses checked by the state's list",
    description:
      "Verifies your vendors' licenses in the list that California's Contractors State License Board publishes.",
    about: [
      "The board offers the list of all its licenses for download. The platform imports that list, and your vendors are looked up in it by their numbers: status, classifications, expiry, bond, and what is pending against them.",
      "A license that was verified once is looked up every day. You are told 60, 30 and 7 days before it ends, and when it is no longer active.",
      "The portal is made for people, so a person downloads the list and gives it to the platform: a check is as new as that list. Until a first list is there, verifying says so, and you can record what the board's page shows.",
    ],
    setup: [
      "Enter the license number with the vendor, and CA as its state.",
      "In the builder console open Licenses and verify the vendor once.",
      "From then on it is looked up every day by itself.",
    ],
    permissions: ["Nothing is asked of you: the list is public, and your vendors' numbers do not leave the platform."],
    reads: ["Vendors and their license numbers", "The License Master list of the board"],
    writes: LICENSE.writes,
    vendorCost: "Included in every plan. The state gives the list out for free.",
    keywords: "contractor license verification ca cslb",
    consolePath: "/console/licenses/",
  },
  bulk(
    "florida-contractor-licenses",
    "Florida licenses",
    "fl dbpr certified registered",
    "The Department of Business and Professional Regulation publishes its licensees as files, weekly.",
    "On the department's public records page download the file of the construction industry.",
    "Certified contractors may work in the whole state and registered ones in their own jurisdiction: which it is, is kept.",
  ),
  bulk(
    "minnesota-contractor-licenses",
    "Minnesota licenses",
    "mn dli residential building contractor",
    "The Department of Labor and Industry publishes its licenses as CSV files, one a kind.",
    "On the department's site download the files of the kinds you work with.",
    "It covers residential contractors, remodelers and the licensed trades; others need no license in Minnesota.",
  ),
];
