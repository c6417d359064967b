import type { CatalogueEntry } from "./entry";
import { keySteps, signInSteps } from "./steps";

const SURVEY = {
  category: "surveying",
  kind: "file_import",
  permissions: ["Nothing is asked of you: a file is read when you import it, and kept as a document of the project."],
  writes: [
    "Lot dimensions, areas and elevations",
    "Setbacks, easements and utilities",
    "An overlay of the project's site plan",
  ],
  vendorCost: "Included in every plan.",
  consolePath: "/console/projects/",
} as const;
const AGREES =
  "What the file says of itself is compared with what is measured in it: areas, lengths and closures that do not agree are listed, and so is what was not read. Import it again under other settings after deleting the survey.";
const importSteps = (ask: string): string[] => [
  ask,
  "In the builder console open the project, then Surveys, and choose the file there, or a document of the project that holds it.",
  "Say what kind of survey it is, and its unit where the file leaves that open.",
  "Import it. Its figures, its findings and its overlay appear at once; the same content is not imported twice.",
  "Choose a picture of the site plan on the same page, and say where two points of the survey are in it.",
];

export const surveying: readonly CatalogueEntry[] = [
  {
    ...SURVEY,
    slug: "landxml",
    name: "LandXML surveys",
    tagline: "Parcels and surfaces from LandXML",
    description: "Reads parcels, plan features, points and surfaces from LandXML files of any surveyor.",
    about: [
      "Parcels bring the lot's dimensions, courses and area, with arcs measured as arcs; points and surfaces bring elevations. Setbacks that the file states of a parcel come along, and those it draws are measured.",
      AGREES,
      "Files of up to 16 MiB are read: export the lot or the site, not the whole county.",
    ],
    setup: importSteps("Ask your surveyor for a LandXML file."),
    reads: ["LandXML files"],
    keywords: "survey boundary topographic alta parcel civil 3d",
  },
  {
    ...SURVEY,
    slug: "dxf-survey",
    name: "DXF and DWG surveys",
    tagline: "Survey drawings, read by layer",
    description: "Reads boundary, topographic and as-built surveys from DXF drawings.",
    about: [
      "Layers are known by the names of the National CAD Standard and by those that surveyors use besides: boundary, easements, setbacks, utilities, buildings, contours. Over the API you can say what a layer of another name stands for.",
      `Closed boundaries give the area and the lengths of sides; contours give elevations. ${AGREES}`,
      "DWG files are recognised, and an ASCII DXF is asked for instead: the format of DWG is closed. Files of up to 16 MiB are read.",
    ],
    setup: importSteps("Ask your surveyor for a DXF file in ASCII."),
    reads: ["DXF drawings"],
    keywords: "survey boundary topographic as-built cad easement",
  },
  {
    ...SURVEY,
    slug: "survey-points",
    name: "Survey point files",
    tagline: "Points from the field book",
    description: "Reads text files of survey points: number, northing, easting, elevation, description.",
    about: [
      "Point files are what every instrument can export. The points stand in the overlay, with the lowest and the highest elevation of them all.",
      "A file says neither its unit nor, without a header, the order of its columns: both are chosen when it is imported. A row that does not fit is named with its line, and nothing is kept of the file.",
      "Points have no lines between them: a lot's sides and area come from LandXML or DXF. Files of up to 16 MiB and 200,000 points are read.",
    ],
    setup: importSteps("Ask your surveyor for the point file, its unit, and the order of its columns."),
    reads: ["Point files, separated by commas, semicolons or tabs"],
    keywords: "pnezd csv total station gps as-built elevation",
  },
];

export const inspection: readonly CatalogueEntry[] = [
  {
    slug: "inspection-results",
    name: "Third-party inspections",
    category: "inspection",
    kind: "inbound_webhook",
    tagline: "Results and deficiencies, delivered",
    description: "Inspection companies send results to an address of yours: passed or failed, with every deficiency.",
    about: [
      "An inspection company posts each result to an address that is made for it: what was inspected, passed or failed, deficiencies with photos, and the report. It updates the inspection here, and each deficiency becomes an item somebody has to deal with.",
      "The format is published and small, and every delivery is signed. Companies without programmers send the report by e-mail to the project's address instead.",
      "Results are recorded as they come. Whether work goes on is your decision.",
    ],
    setup: [
      "In the builder console open Integrations, choose Third-party inspections, and add the company.",
      "Give the company its address, its secret and the description of the format.",
      "Let it send a trial result; it is shown and not saved.",
      "Say who is told of failures.",
    ],
    permissions: [
      "Receive results at the addresses you make.",
      "Write inspections, items and documents to your projects.",
    ],
    reads: ["Results that companies send", "Inspections of your schedules"],
    writes: ["Inspection results", "Items for deficiencies", "Reports"],
    vendorCost: "Included in every plan.",
    keywords: "quality inspector deficiency punch energy structural special inspection",
  },
];

const PERMITS = {
  permissions: [
    "Read the project data that a permit application asks for.",
    "Send applications when a person presses Submit, and ask how they stand.",
    "Write permits, their states and documents to your projects.",
  ],
  reads: ["Projects, addresses and contractors", "Permits and inspections at the department"],
  writes: ["Permit applications", "Permits, states and inspections of your projects"],
};
const FALLBACK =
  "When the department does not answer, the application is kept and tried again for 24 hours, never filed twice, and you can go on by hand at any moment without losing anything.";

export const permitting: readonly CatalogueEntry[] = [
  {
    slug: "accela-permits",
    name: "Accela",
    category: "permitting",
    kind: "live_api",
    tagline: "File permits where Accela is used",
    description: "Files permit applications with departments that use Accela, and follows how they stand.",
    about: [
      "Applications are filled in from the project, completed by a person and filed. Their state is asked for regularly and translated into one list of states, with the department's own words beside it.",
      FALLBACK,
      "Access is granted by each department, not by Accela: without it, the department stays one that is served by hand.",
    ],
    setup: signInSteps(
      "Accela",
      "Choose the department from the list of jurisdictions.",
      "Match its record types with your kinds of permits.",
    ),
    ...PERMITS,
    vendorCost: "Included in every plan. Departments charge their permit fees.",
    keywords: "building department permit municipality civic platform",
  },
  {
    slug: "opengov-permits",
    name: "OpenGov Permitting",
    category: "permitting",
    kind: "live_api",
    tagline: "File permits where OpenGov is used",
    description: "Files permit applications with communities that use OpenGov Permitting and Licensing.",
    about: [
      "An application is made as a draft, filled in from the project, and submitted when a person agrees. Changes of its steps, inspections included, are told by the department as they happen.",
      FALLBACK,
      "The community must open its interface to you. Fees and signatures are paid and given there.",
    ],
    setup: keySteps(
      "OpenGov Permitting",
      "Ask the community for API credentials.",
      "Match its record types with your kinds of permits.",
    ),
    ...PERMITS,
    vendorCost: "Included in every plan. Communities charge their permit fees.",
    keywords: "viewpoint cloud building department permit municipality licensing",
  },
  {
    slug: "city-permits",
    name: "City permits",
    category: "permitting",
    kind: "live_api",
    tagline: "Permits followed in cities' open data",
    description: "Follows your permits by their numbers in what cities publish of them, every day.",
    about: [
      "Many cities publish their permits as open data. Enter a permit's number, and its status, its dates and the city's own words appear on its timeline, translated into one list of states.",
      "Known today are Austin, Chicago, Los Angeles, New York City with the filings of DOB NOW, and San Francisco. Every city names its columns and states in its own way, so each is added by hand; you can ask for yours.",
      "Nothing is filed with it: applications are prepared here and filed by a person in the city's portal. Austin and Chicago publish permits once they are issued, and what a city publishes is a day old.",
    ],
    setup: [
      "In the builder console open Integrations and choose City permits.",
      "Agree to its permissions. There is no account and no key.",
      "Choose the city as a permit's jurisdiction, file it in the city's portal, and enter its number.",
    ],
    permissions: [
      "Read the numbers of your permits in these cities and send them to the cities' data portals.",
      "Write states and dates to your permits.",
    ],
    reads: ["Numbers of your permits", "Published permits"],
    writes: ["Permit states of your projects"],
    vendorCost: "The cities publish the data.",
    keywords: "building department permit status socrata austin chicago los angeles new york san francisco dob ladbs",
  },
  {
    slug: "cityview",
    name: "CityView",
    category: "permitting",
    kind: "email",
    tagline: "Permit states from status mail",
    description: "Prepares applications for departments that use CityView, and reads the status mail they send.",
    about: [
      "We know of no public interface of CityView. So the application is prepared as a package, and a person files it at the department's portal.",
      "The project's address is given there as contact: status mail that arrives is filed, and the state it tells is proposed.",
      "Where the department publishes its permits as open data, those are read as well.",
    ],
    setup: [
      "In the builder console open Integrations and choose CityView.",
      "Choose the department from the list of jurisdictions, or report one that is missing.",
      "File the prepared package at the portal, with the project's address as contact.",
    ],
    ...PERMITS,
    reads: ["Projects, addresses and contractors", "Status mail sent to the project"],
    writes: ["Application packages", "Permit states of your projects"],
    vendorCost: "Included in every plan. Departments charge their permit fees.",
    keywords: "building department permit municipality harris portal",
  },
  {
    slug: "etrakit",
    name: "eTRAKiT",
    category: "permitting",
    kind: "email",
    tagline: "Permit states from status mail",
    description: "Prepares applications for departments that use eTRAKiT, and reads the status mail they send.",
    about: [
      "eTRAKiT is a portal without a public interface that we know of. The application is prepared as a package, and a person files it there.",
      "The project's address is given as contact: status mail that arrives is filed, and the state it tells is proposed.",
      "Where the department publishes its permits as open data, those are read as well.",
    ],
    setup: [
      "In the builder console open Integrations and choose eTRAKiT.",
      "Choose the department from the list of jurisdictions, or report one that is missing.",
      "File the prepared package at the portal, with the project's address as contact.",
    ],
    ...PERMITS,
    reads: ["Projects, addresses and contractors", "Status mail sent to the project"],
    writes: ["Application packages", "Permit states of your projects"],
    vendorCost: "Included in every plan. Departments charge their permit fees.",
    keywords: "building department permit municipality trakit centralsquare portal",
  },
];
