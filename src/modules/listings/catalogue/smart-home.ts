import type { CatalogueEntry } from "./entry";
import { fileSteps, keySteps } from "./steps";

const SMART = {
  permissions: ["Read the files you upload.", "Write equipment, wiring and documents to the project you choose."],
  reads: ["Equipment lists", "Wire schedules", "Specifications as PDF"],
  writes: ["Selections with prices", "A budget division of its own", "Pre-wire documents with the electrical scope"],
};
const smart = (slug: string, name: string, keywords: string, about: string): CatalogueEntry => ({
  slug,
  name,
  category: "smart_home",
  kind: "file_import",
  tagline: "Equipment and pre-wire in your project",
  description: `Brings the ${name} scope of a house into budget, selections and pre-wire documents, from the integrator's files.`,
  about: [
    about,
    "The integrator's proposal is read from CSV or a spreadsheet: equipment with prices becomes selections and a division of the budget with its own cost codes; wire schedules and outlet locations are linked with the electrical scope, and installation becomes tasks.",
    `${name} offers no interface for a builder's project data that we know of, so files come from your integrator. Devices in the finished house are not reached.`,
  ],
  setup: fileSteps(
    name,
    "Ask your integrator for the equipment list and the wire schedule as CSV or a spreadsheet.",
    "they appear in budget and selections",
  ),
  ...SMART,
  vendorCost: `Included in every plan. Your integrator must be a ${name} dealer.`,
  keywords: `smart home automation pre-wire integrator ${keywords}`,
});

export const smartHome: readonly CatalogueEntry[] = [
  smart(
    "savant",
    "Savant",
    "lighting audio",
    "Savant systems are designed by dealers, who work out lighting, audio and climate for the house.",
  ),
  smart(
    "control4",
    "Control4",
    "snap one",
    "Control4 systems are designed by dealers. The kit Control4 publishes is for drivers of devices and not for project data.",
  ),
  smart(
    "crestron",
    "Crestron",
    "shades lighting",
    "Crestron systems are designed by dealers, from single rooms to whole estates.",
  ),
  smart(
    "lutron",
    "Lutron",
    "lighting shades dimmer homeworks radiora",
    "Lutron lighting and shades need boxes, wire and power long before walls are closed, so their schedule matters early.",
  ),
  smart(
    "josh-ai",
    "Josh.ai",
    "voice assistant",
    "Josh.ai adds voice control to a system of another maker; its microphones and racks need wire and power.",
  ),
  {
    slug: "d-tools",
    name: "D-Tools",
    category: "smart_home",
    kind: "live_api",
    tagline: "Your integrator's projects, live",
    description: "Reads proposals, equipment and project phases from an integrator's D-Tools account.",
    about: [
      "Many integrators of Savant, Control4, Crestron and Lutron plan in D-Tools. With a key that the integrator gives you, proposals and equipment lists of shared projects arrive by themselves, and changes of price are seen at once.",
      "D-Tools Cloud and System Integrator have different interfaces; both are reached with the integrator's key.",
      "It reads. Changes to the proposal are made by the integrator.",
    ],
    setup: keySteps(
      "D-Tools",
      "Ask your integrator for an API key of their D-Tools account.",
      "Choose the projects that are yours.",
    ),
    permissions: ["Read the integrator's projects that you choose.", "Write equipment and prices to your projects."],
    reads: ["Proposals, equipment and phases in D-Tools"],
    writes: ["Selections with prices", "A budget division", "Schedule tasks"],
    vendorCost: "Included in every plan. Your integrator needs a D-Tools subscription with API access.",
    keywords: "smart home integrator proposal system integrator dtools av",
  },
];
