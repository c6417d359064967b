import type { CatalogueEntry } from "./entry";
import { fileSteps, keySteps, linkSteps } from "./steps";

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
      "Most states let a license be looked up on a page of their board and in no other way. For each vendor the right board is opened by state and trade; what it says is recorded with the day, the person and a screenshot.",
      "A reminder comes before a license ends, and after the time you choose for verifying again. States without a license for general contractors are named, so nobody looks for what does not exist.",
      "It reads no board's pages by itself: they are made for people, and several forbid it. For states with open data there are listings of their own.",
    ],
    setup: [
      "In the builder console open Integrations and choose State contractor licenses.",
      "Say how often a license is verified, and who does it.",
      "Work through the list: open the board, compare, record.",
    ],
    ...LICENSE,
    reads: ["Vendors, their states, trades and license numbers"],
    vendorCost: "Included in every plan.",
    keywords: "contractor license verification 50 states board lookup expiration compliance",
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
  bulk(
    "california-contractor-licenses",
    "California licenses",
    "ca cslb",
    "The Contractors State License Board offers a list of all licenses for download, made new every day.",
    "On the board's data portal download the list of licenses.",
    "The portal is made for people, so a person downloads the list. The board has no interface to connect to that we know of.",
  ),
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

export const geospatial: readonly CatalogueEntry[] = [
  {
    slug: "fema-flood-maps",
    name: "FEMA flood maps",
    category: "geospatial",
    kind: "live_api",
    tagline: "The flood zone of every address",
    description: "Finds the flood zone of each project in FEMA's National Flood Hazard Layer.",
    about: [
      "From the address the zone is found: X, AE, VE and the others, whether it is a floodway, and the base flood elevation where the map has one. Projects in a special flood hazard area are flagged for insurance and elevated construction, with a link to FEMA's own viewer.",
      "When a map is revised, the projects concerned are told.",
      "Where FEMA has mapped nothing, the answer is undetermined and not zone X. A line on a map is no survey: for a house near the edge, an elevation certificate decides.",
    ],
    setup: [
      "In the builder console open Integrations and choose FEMA flood maps.",
      "Agree to its permissions. There is no account and no key.",
      "Projects with an address get their zone at once; check the pin of those near a line.",
    ],
    permissions: [
      "Read the addresses of your projects and send their coordinates to FEMA.",
      "Write the flood zone to your projects.",
    ],
    reads: ["Project addresses", "FEMA's National Flood Hazard Layer"],
    writes: ["Flood zone, base flood elevation and flags of a project"],
    vendorCost: "The service of the United States government needs no account.",
    keywords: "flood zone nfhl firm insurance base flood elevation",
  },
  {
    slug: "county-gis",
    name: "County GIS",
    category: "geospatial",
    kind: "live_api",
    tagline: "Parcels where counties publish them",
    description: "Fetches lot size, zoning and land use from counties that publish their parcels.",
    about: [
      "Many counties publish parcels by ArcGIS. Where one is known, the lot's outline, number, area, zoning and land use come with the address.",
      "Every county names its fields in its own way, so each is added by hand and checked; you can ask for yours. Names of owners are not fetched.",
      "It is no survey, and setbacks are seldom in it.",
    ],
    setup: [
      "In the builder console open Integrations and choose County GIS.",
      "Agree to its permissions. There is no account and no key.",
      "See which of your counties are known, and ask for those that are not.",
    ],
    permissions: [
      "Read the addresses of your projects and send their coordinates to the county.",
      "Write parcel data to your projects.",
    ],
    reads: ["Project addresses", "Published parcels"],
    writes: ["Parcel number, lot, zoning and land use"],
    vendorCost: "The counties publish it.",
    keywords: "parcel zoning assessor arcgis lot",
  },
  {
    slug: "google-maps",
    name: "Google Maps",
    category: "geospatial",
    kind: "live_api",
    tagline: "Sites, routes and distances",
    description: "Shows your sites on Google's map, and gives crews directions.",
    about: [
      "Projects and vendors stand on a map; a crew opens the way to the next site on the phone. Distances between vendor and site can be part of choosing one.",
      "Addresses are looked up by Google with a key of your own, so your use stays in your own account.",
      "Google does not allow looked-up places to be kept for long: coordinates you confirm by hand are kept, others are looked up again.",
    ],
    setup: keySteps(
      "Google Maps",
      "In Google Cloud make an API key for maps, geocoding and routes, limited to our address.",
      "Say who sees the map.",
    ),
    permissions: ["Send addresses of projects and vendors to Google.", "Show Google's map to your members."],
    reads: ["Addresses of projects and vendors"],
    writes: ["Map and route links"],
    vendorCost: "Included in every plan. Google charges your own account beyond its free use.",
    keywords: "map directions geocoding route navigation",
  },
  {
    slug: "mapbox",
    name: "Mapbox",
    category: "geospatial",
    kind: "live_api",
    tagline: "Maps and distances by Mapbox",
    description: "Shows your sites on a map of Mapbox, with routes and distances.",
    about: [
      "Projects and vendors stand on a map in your own style, with satellite pictures; routes and distances are worked out for visits and for the search of vendors.",
      "Addresses are looked up with a token of your own.",
      "Whether coordinates may be kept depends on your plan with Mapbox; without that right they are looked up again.",
    ],
    setup: keySteps("Mapbox", "In your Mapbox account make an access token limited to our address."),
    permissions: ["Send addresses of projects and vendors to Mapbox.", "Show Mapbox's map to your members."],
    reads: ["Addresses of projects and vendors"],
    writes: ["Map and route links"],
    vendorCost: "Included in every plan. Mapbox charges your own account beyond its free use.",
    keywords: "map directions geocoding satellite route",
  },
];

const CODES = {
  permissions: ["Read the address of a project and the topic of a checklist or question, to open the right page."],
  reads: ["Project addresses", "Checklists and questions"],
  writes: ["Links to code sections", "Notifications when a jurisdiction adopts a new edition"],
};
const ADOPTION =
  "Which editions a jurisdiction has adopted is kept in a table of our own, with the source and the day it was checked; builders report what has changed. When an adoption concerns an active project, its team is told.";
const codes = (slug: string, name: string, keywords: string, about: string): CatalogueEntry => ({
  slug,
  name,
  category: "building_codes",
  kind: "deep_link",
  tagline: "From a checklist to the code section",
  description: `Opens the section of the code that applies at a project's address, at ${name}.`,
  about: [
    about,
    ADOPTION,
    `The text of the codes is not copied: links open it at ${name}, in your own session. We know of no public interface to it, so what a section says is not searched here.`,
  ],
  setup: linkSteps(name, "See which editions are known for your jurisdictions, and report what is missing."),
  ...CODES,
  vendorCost: `Included in every plan. Some of ${name} is free to read; the rest needs a subscription.`,
  keywords: `building code adoption amendment jurisdiction ${keywords}`,
});

export const buildingCodes: readonly CatalogueEntry[] = [
  codes(
    "icc-digital-codes",
    "ICC Digital Codes",
    "irc ibc iecc international code council",
    "The International Code Council publishes the model codes and many states' editions of them. Inspection checklists and questions carry links to the sections they rest on.",
  ),
  codes(
    "upcodes",
    "UpCodes",
    "irc ibc amendments",
    "UpCodes shows codes with local amendments worked in. Inspection checklists and questions carry links to the sections they rest on.",
  ),
  codes(
    "municode",
    "Municode",
    "ordinance zoning municipal library",
    "Municode publishes the ordinances of many towns, among them zoning and local amendments. Projects carry links to the chapters of their own town.",
  ),
];
