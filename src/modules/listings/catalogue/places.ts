import type { CatalogueEntry } from "./entry";
import { keySteps, linkSteps } from "./steps";

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
    slug: "us-census-geocoder",
    name: "US Census Geocoder",
    category: "geospatial",
    kind: "live_api",
    tagline: "Coordinates of a project's address",
    description: "Finds the coordinates of an address while you enter a project.",
    about: [
      "You see what was found for the address, and take it over with one press; weather, tides, flood zone and parcel are then looked up there. Nothing is filled in by itself.",
      "A place is worked out from the house number, between the ends of its part of the street: it is near the lot, and seldom on the house.",
      "It knows addresses of the United States alone, and streets that are new not yet.",
    ],
    setup: [
      "In the builder console open Integrations and choose US Census Geocoder.",
      "Agree to its permissions. There is no account and no key.",
      "Enter a project's address, and have its coordinates found.",
    ],
    permissions: ["Send the addresses you ask about to the Census Bureau."],
    reads: ["Places of addresses"],
    writes: ["Coordinates that you take over"],
    vendorCost: "The service of the United States government needs no account.",
    keywords: "geocode geocoding address latitude longitude coordinates place",
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
