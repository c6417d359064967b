import type { CatalogueEntry } from "./entry";
import { fileSteps, keySteps, signInSteps } from "./steps";

const POINTS = {
  permissions: ["Read the files you upload.", "Write survey data and documents to the project you choose."],
  writes: ["Lot dimensions and areas", "Elevations, easements and utilities", "An overlay of the site plan"],
};

export const surveying: readonly CatalogueEntry[] = [
  {
    slug: "landxml",
    name: "LandXML surveys",
    category: "surveying",
    kind: "file_import",
    tagline: "Parcels and surfaces from LandXML",
    description: "Reads parcels, alignments, points and surfaces from LandXML files of any surveyor.",
    about: [
      "Parcels bring the lot's dimensions and area, with arcs measured as arcs; points and surfaces bring elevations. The survey lies over the site plan of the project.",
      "Setbacks you give are drawn inside the lot, and what stands in them is flagged.",
      "Files leave open whether north or east comes first; what is read is shown on a map before it is saved.",
    ],
    setup: fileSteps(
      "LandXML surveys",
      "Ask your surveyor for a LandXML file and its coordinate system.",
      "the lot stands with the project",
    ),
    ...POINTS,
    reads: ["LandXML files"],
    vendorCost: "Included in every plan.",
    keywords: "survey boundary topographic alta parcel civil 3d",
  },
  {
    slug: "dxf-survey",
    name: "DXF and DWG surveys",
    category: "surveying",
    kind: "file_import",
    tagline: "Survey drawings, read by layer",
    description: "Reads boundary, topographic and as-built surveys from DXF drawings.",
    about: [
      "You say once which layer of your surveyor means what: boundary, contours, easements, utilities. From then on drawings of that surveyor are read by themselves.",
      "Closed boundaries give the area and the lengths of sides; contours give elevations.",
      "DWG files are recognised and stored, and a DXF is asked for: the format of DWG is closed.",
    ],
    setup: fileSteps(
      "DXF and DWG surveys",
      "Ask your surveyor for a DXF file in survey feet or metres.",
      "the lot stands with the project",
    ),
    ...POINTS,
    reads: ["DXF drawings"],
    vendorCost: "Included in every plan.",
    keywords: "survey boundary topographic as-built cad easement",
  },
  {
    slug: "survey-points",
    name: "Survey point files",
    category: "surveying",
    kind: "file_import",
    tagline: "Points from the field book",
    description: "Reads CSV files of survey points: number, northing, easting, elevation, description.",
    about: [
      "Point files are what every instrument can export. Descriptions are matched with what you call things: corner, manhole, floor elevation.",
      "As-built points are compared with the plan, and deviations over your tolerance are listed.",
      "A file says neither its order of columns nor its coordinate system; both are chosen, and remembered for the surveyor.",
    ],
    setup: fileSteps(
      "Survey point files",
      "Ask your surveyor for the point file, its order of columns, and its coordinate system.",
      "points stand on the site plan",
    ),
    ...POINTS,
    reads: ["CSV point files"],
    vendorCost: "Included in every plan.",
    keywords: "pnezd csv total station gps as-built elevation certificate",
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
