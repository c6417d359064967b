import type { CatalogueEntry } from "./entry";
import { fileSteps } from "./steps";

const PLAN = {
  permissions: ["Read the files you upload.", "Write rooms, quantities and documents to the project you choose."],
  writes: ["Rooms and quantities", "Selections and estimate lines, where you agree", "Documents"],
};
const COMPARE =
  "A later file is compared with the one before: what was added, removed or changed is shown, and nothing in an estimate changes before you agree.";

export const design: readonly CatalogueEntry[] = [
  {
    slug: "chief-architect",
    name: "Chief Architect",
    category: "design",
    kind: "file_import",
    tagline: "Materials lists into estimates",
    description: "Reads materials lists and drawings that Chief Architect exports.",
    about: [
      "The materials list of a plan becomes quantities in an estimate: each category is matched once with your cost codes, and from then on by itself. Drawings exported as DXF are kept with their layers and sheets.",
      COMPARE,
      "Chief Architect is a program on a computer with no interface to connect to, so somebody exports. Plan files themselves cannot be opened.",
    ],
    setup: fileSteps(
      "Chief Architect",
      "In Chief Architect make a materials list and export it; export drawings as DXF.",
      "quantities wait to be taken into an estimate",
    ),
    ...PLAN,
    reads: ["Materials lists", "DXF drawings"],
    vendorCost: "Included in every plan. You need Chief Architect.",
    keywords: "plans takeoff house design cad",
  },
  {
    slug: "autocad",
    name: "AutoCAD",
    category: "design",
    kind: "file_import",
    tagline: "Drawings with layers and blocks",
    description: "Reads DXF drawings: layers, blocks with their attributes, areas and lengths.",
    about: [
      "Blocks with attributes, such as doors and windows, are counted; closed outlines on the layers you name give areas. Both become quantities in an estimate.",
      COMPARE,
      "DWG is a closed format: such files are recognised and stored, and you are asked for a DXF, which AutoCAD saves in a step. Autodesk's own cloud interface is not used.",
    ],
    setup: fileSteps(
      "AutoCAD",
      "In AutoCAD save the drawing as DXF.",
      "counts and areas wait to be taken into an estimate",
    ),
    ...PLAN,
    reads: ["DXF drawings"],
    vendorCost: "Included in every plan. You need AutoCAD or another program that saves DXF.",
    keywords: "autodesk dwg dxf cad drawing",
  },
  {
    slug: "revit",
    name: "Revit",
    category: "design",
    kind: "file_import",
    tagline: "Rooms and schedules from the model",
    description: "Reads IFC models and schedules that Revit exports: storeys, rooms, doors, windows and quantities.",
    about: [
      "Rooms with their areas, doors and windows with their types, and the quantities of walls and slabs are read from an IFC file. Schedules exported as text give everything else that the model holds.",
      COMPARE,
      "Revit files themselves cannot be opened: the model is exported as IFC, an open format. What the exporter leaves out cannot be read.",
    ],
    setup: fileSteps(
      "Revit",
      "In Revit export the model as IFC with base quantities, and schedules as delimited text.",
      "rooms and quantities appear in the project",
    ),
    ...PLAN,
    reads: ["IFC models", "Schedules"],
    vendorCost: "Included in every plan. You need Revit.",
    keywords: "autodesk bim ifc model schedule",
  },
  {
    slug: "sketchup",
    name: "SketchUp",
    category: "design",
    kind: "file_import",
    tagline: "Component lists from your model",
    description: "Reads reports and IFC or DXF files that SketchUp exports.",
    about: [
      "SketchUp's report of components becomes a list of counts and sizes; models that are classified can be exported as IFC and bring rooms and objects along.",
      COMPARE,
      "A model without components or classes is a drawing: its faces say nothing of what they are. Which editions export what differs.",
    ],
    setup: fileSteps(
      "SketchUp",
      "In SketchUp generate a report as CSV, or export the model as IFC or DXF.",
      "counts wait to be taken into an estimate",
    ),
    ...PLAN,
    reads: ["Component reports", "IFC and DXF files"],
    vendorCost: "Included in every plan. You need an edition of SketchUp with these exports.",
    keywords: "trimble 3d model cad",
  },
];

export const estimation: readonly CatalogueEntry[] = [
  {
    slug: "rsmeans",
    name: "RSMeans data",
    category: "estimation",
    kind: "file_import",
    tagline: "Your RSMeans costs in estimates",
    description: "Reads cost lines that you export from RSMeans data, with their location factors.",
    about: [
      "Cost lines exported from your own RSMeans subscription are kept as a price book of yours, with unit, labour, material and equipment, and the location factor of the project's ZIP code. Estimates can take them and remember where each price came from.",
      "We know of no interface that a subscriber could open to us, so the data comes as a file you export, within what your licence allows.",
      "It is visible to your builder alone and is never mixed with others' data.",
    ],
    setup: fileSteps(
      "RSMeans data",
      "Export an estimate or a list of cost lines from RSMeans Data Online as CSV.",
      "its lines are a price book",
    ),
    permissions: ["Read the files you upload.", "Write price book lines and estimate lines."],
    reads: ["Cost lines you export", "Project ZIP codes"],
    writes: ["A price book of your builder's"],
    vendorCost: "Included in every plan. You need an RSMeans data subscription.",
    keywords: "gordian cost data unit prices estimating",
  },
  {
    slug: "craftsman-national",
    name: "Craftsman National Estimator",
    category: "estimation",
    kind: "file_import",
    tagline: "Craftsman costs in estimates",
    description: "Reads estimates and cost lines that you export from Craftsman's National Estimator.",
    about: [
      "Cost lines of Craftsman's books, exported from the estimating program, become a price book of yours: labour hours, craft codes, material and area modification factors.",
      "We know of no interface of Craftsman's to connect to; the data comes as a file.",
      "New editions come out every year: each is kept apart, so older estimates stay as they were.",
    ],
    setup: fileSteps(
      "Craftsman National Estimator",
      "Export your estimate from the program as CSV or a spreadsheet.",
      "its lines are a price book",
    ),
    permissions: ["Read the files you upload.", "Write price book lines and estimate lines."],
    reads: ["Cost lines you export"],
    writes: ["A price book of your builder's"],
    vendorCost: "Included in every plan. You need the Craftsman book or program.",
    keywords: "cost book unit prices estimating national construction",
  },
  {
    slug: "homeadvisor",
    name: "HomeAdvisor cost guides",
    category: "estimation",
    kind: "deep_link",
    tagline: "Look up what homeowners read",
    description: "Opens the published cost guide for a kind of work beside your own price.",
    about: [
      "Homeowners compare your price with what they read. From an estimate line you open the cost guide of HomeAdvisor, now part of Angi, for that kind of work, and can note what it said on the day.",
      "We know of no public interface to these figures, and do not copy them from the pages. So there are links, and notes of your own.",
      "Published ranges are averages of large regions and no basis for a bid.",
    ],
    setup: [
      "In the builder console open Integrations and choose HomeAdvisor cost guides.",
      "Match your cost codes with the guides you want linked.",
      "Open a guide from any estimate line.",
    ],
    permissions: ["Read the kind of work of an estimate line, to open the right page."],
    reads: ["Cost codes of estimate lines"],
    writes: ["Notes you make"],
    vendorCost: "Included in every plan. The guides are free to read.",
    keywords: "angi true cost guide homeowner price",
  },
];
