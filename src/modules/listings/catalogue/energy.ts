import type { CatalogueEntry } from "./entry";
import { fileSteps } from "./steps";

const ENERGY = {
  permissions: ["Read the files you upload.", "Write ratings and documents to the project you choose."],
  writes: ["Energy ratings of the project", "Documents for permit and manual"],
};
const RATING =
  "What is read stands with the permits and inspections it is needed for, and in the owner's manual: the index, insulation and window values, equipment, and the results of tests.";

export const energy: readonly CatalogueEntry[] = [
  {
    slug: "rem-rate",
    name: "REM/Rate",
    category: "energy",
    kind: "file_import",
    tagline: "HERS ratings from your rater's file",
    description:
      "Reads projected and confirmed HERS ratings from the file that REM/Rate makes for the RESNET registry.",
    about: [
      "Raters who work with REM/Rate export an XML file for the national registry. The same file, given to you, is read here: projected and confirmed index, date, registry number and the house as it was rated.",
      RATING,
      "REM/Rate runs on the rater's computer and cannot be connected to. Nothing is sent to the registry.",
    ],
    setup: fileSteps(
      "REM/Rate",
      "Ask your rater for the registry XML file of the house.",
      "the rating stands with the project",
    ),
    ...ENERGY,
    reads: ["RESNET registry XML files"],
    vendorCost: "Included in every plan. Your rater needs REM/Rate.",
    keywords: "hers index resnet energy rating",
  },
  {
    slug: "energygauge",
    name: "EnergyGauge",
    category: "energy",
    kind: "file_import",
    tagline: "Florida code forms and HERS ratings",
    description: "Reads HERS ratings from EnergyGauge's registry file, and files the code compliance forms it prints.",
    about: [
      "EnergyGauge USA is used for Florida's energy code and for HERS ratings. The registry XML file brings the rating; the compliance forms are filed as PDF with the permit they belong to.",
      RATING,
      "Numbers on a PDF form are not read from it: what counts is entered from the XML file or by a person.",
    ],
    setup: fileSteps(
      "EnergyGauge",
      "Ask your rater for the registry XML file and the compliance forms.",
      "the rating stands with the project",
    ),
    ...ENERGY,
    reads: ["RESNET registry XML files", "PDF forms"],
    vendorCost: "Included in every plan. Your rater needs EnergyGauge.",
    keywords: "hers florida energy code r405",
  },
  {
    slug: "ekotrope",
    name: "Ekotrope",
    category: "energy",
    kind: "file_import",
    tagline: "Ratings from Ekotrope, as a file",
    description: "Reads HERS ratings and compliance reports that a rater exports from Ekotrope.",
    about: [
      "The registry XML file that Ekotrope exports is read: projected and confirmed index, the house as rated, and revision. Reports are filed as PDF.",
      RATING,
      "Ekotrope is a web application; an interface that builders may use without the rater is not known to us, so the rater exports.",
    ],
    setup: fileSteps(
      "Ekotrope",
      "Ask your rater for the registry XML export of the house.",
      "the rating stands with the project",
    ),
    ...ENERGY,
    reads: ["RESNET registry XML files", "PDF reports"],
    vendorCost: "Included in every plan. Your rater needs Ekotrope.",
    keywords: "hers index resnet energy rating",
  },
  {
    slug: "wufi",
    name: "WUFI",
    category: "energy",
    kind: "file_import",
    tagline: "Moisture and passive house results",
    description: "Files moisture studies and passive house results of WUFI with the project.",
    about: [
      "Results of WUFI for wall and roof assemblies, and of WUFI Passive for a whole house, are filed with the assembly they are about: the report, and the course of moisture from an exported table.",
      "Thresholds that you choose, such as wood moisture over 20 per cent, are looked for in the table and flagged.",
      "WUFI has no interface to connect to, and its project files are not read.",
    ],
    setup: fileSteps("WUFI", "Export results as a text table, and the report as PDF.", "they stand with the assembly"),
    ...ENERGY,
    reads: ["Tables and reports you export"],
    vendorCost: "Included in every plan. Your consultant needs WUFI.",
    keywords: "hygrothermal moisture passive house phius",
  },
  {
    slug: "manual-j-d",
    name: "Manual J and Manual D",
    category: "energy",
    kind: "file_import",
    tagline: "Loads and ducts with the permit",
    description: "Files heating and cooling loads and duct designs, and reads them where the program exports HPXML.",
    about: [
      "Many building departments want Manual J and Manual D with the permit. Reports of any program are filed with it; what is in an HPXML file, an open format, is read: loads, areas and equipment.",
      "When the house's area changes by more than a tenth afterwards, you are told that the calculation is out of date.",
      "It calculates nothing: a designer does.",
    ],
    setup: fileSteps(
      "Manual J and Manual D",
      "Ask your designer for the reports as PDF, and for HPXML where the program has it.",
      "loads stand with the project",
    ),
    ...ENERGY,
    reads: ["HPXML files", "PDF reports"],
    vendorCost: "Included in every plan.",
    keywords: "hvac load calculation duct acca hpxml",
  },
  {
    slug: "blower-door",
    name: "Blower door and duct tests",
    category: "energy",
    kind: "file_import",
    tagline: "Test results with the inspection",
    description: "Records results of blower door and duct leakage tests and checks them against the limit of the code.",
    about: [
      "Results come from an HPXML file, from the table of a testing program, or typed in from the certificate. They are compared with the limit that applies at the project's address, and the inspection they belong to is updated.",
      "Certificates are filed as documents and go into the owner's manual.",
      "Which limit applies depends on the adopted edition and amendments; it is proposed and confirmed by a person.",
    ],
    setup: fileSteps(
      "Blower door and duct tests",
      "Ask your tester for the result file or the certificate.",
      "the result stands with its inspection",
    ),
    ...ENERGY,
    reads: ["HPXML files and tables", "Certificates"],
    vendorCost: "Included in every plan.",
    keywords: "air leakage ach50 cfm25 duct test hers",
  },
];
