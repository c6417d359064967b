/** Everything here is invented: telephone numbers are of the fictional 555-01xx range, e-mail addresses of example.com. */

export const COST_CODES = [
  ["01-300", "Permits and engineering", "01 General requirements", "other"],
  ["01-450", "Inspections and certificates", "01 General requirements", "other"],
  ["01-740", "Final cleaning", "01 General requirements", "labor"],
  ["02-200", "Clearing and grading", "02 Site work", "subcontract"],
  ["03-300", "Cast-in-place concrete", "03 Concrete", "subcontract"],
  ["06-100", "Rough carpentry", "06 Wood", "subcontract"],
  ["07-300", "Roofing", "07 Thermal and moisture protection", "subcontract"],
  ["08-500", "Windows and doors", "08 Openings", "material"],
  ["09-250", "Insulation and drywall", "09 Finishes", "subcontract"],
  ["09-300", "Tile and paint", "09 Finishes", "subcontract"],
  ["12-300", "Cabinets and countertops", "12 Furnishings", "material"],
  ["22-100", "Plumbing", "22 Plumbing", "subcontract"],
  ["23-100", "Heating and cooling", "23 HVAC", "subcontract"],
  ["26-100", "Electrical", "26 Electrical", "subcontract"],
  ["32-900", "Landscaping", "32 Exterior improvements", "subcontract"],
  ["99-100", "Contingency", "99 Contingency", "other"],
] as const;

export const VENDORS = [
  ["Tidewater Engineering Group", "engineering", "Dana Whitfield", "PE"],
  ["Palmetto Site & Grading", "excavation", "Luis Marrero", "CUC"],
  ["Keys Concrete LLC", "concrete", "Ray Delgado", "CGC"],
  ["Gulfstream Framing Co.", "framing", "Marcus Bell", "CBC"],
  ["Conch Republic Roofing", "roofing", "Joanna Pruitt", "CCC"],
  ["Atlantic Impact Windows", "windows", "Priya Raman", "SCC"],
  ["Mangrove Plumbing", "plumbing", "Owen Tate", "CFC"],
  ["Sawgrass Electric", "electrical", "Nadia Haddad", "EC"],
  ["Trade Winds Air", "hvac", "Terrence Cole", "CAC"],
  ["Coastal Drywall & Insulation", "drywall", "Ana Beltran", "CBC"],
  ["Heron Millwork", "cabinets", "Peter Lindqvist", "CBC"],
  ["Coral Tile & Paint", "finishes", "Mei Tanaka", "CBC"],
  ["Bright Day Cleaning", "cleaning", "Gloria Simmons", "CBC"],
  ["Florida Keys Inspection Services", "inspection", "Hal Brenner", "BN"],
  ["Sea Grape Landscaping", "landscaping", "Ivy Monroe", "LC"],
] as const;

export const CLIENTS = [
  ["Amelia Ortiz", "person"],
  ["Daniel and Ruth Kessler", "person"],
  ["Bayshore Holdings LLC", "company"],
  ["Grace Okafor", "person"],
  ["Thomas Lindgren", "person"],
  ["Marisol Vega", "person"],
  ["Harbor House Partners", "company"],
  ["Ben and Alice Nakamura", "person"],
  ["Yusuf Demir", "person"],
  ["Claire Fontaine", "person"],
  ["Pelican Cay Rentals", "company"],
  ["Samuel Whitaker", "person"],
  ["Ingrid Solberg", "person"],
] as const;

type Status = "lead" | "preconstruction" | "active" | "on_hold" | "completed" | "warranty" | "cancelled";
export type ProjectPlan = {
  code: string;
  name: string;
  description: string;
  kind: "new_construction" | "renovation" | "addition";
  status: Status;
  /** Index into CLIENTS; null for none. */
  client: number | null;
  street: string;
  city: string;
  postal: string;
  at: readonly [latitude: number, longitude: number];
  contractCents: number;
  /** Days from today. */
  start: number;
  end: number;
  /** How many of the fourteen steps are done. */
  done: number;
};

const plan = (
  [code, name, description]: readonly [string, string, string],
  [kind, status, client]: readonly [ProjectPlan["kind"], Status, number | null],
  [street, city, postal, latitude, longitude]: readonly [string, string, string, number, number],
  [dollars, start, end, done]: readonly [number, number, number, number],
): ProjectPlan => ({
  code,
  name,
  description,
  kind,
  status,
  client,
  street,
  city,
  postal,
  at: [latitude, longitude],
  contractCents: dollars * 100,
  start,
  end,
  done,
});

/** From first call to warranty: every state a project can be in, and active ones at different stages. */
export const PROJECTS: readonly ProjectPlan[] = [
  plan(
    ["SBX-101", "Whitaker dock house", "Inquiry for a guest house over the boat dock."],
    ["new_construction", "lead", 11],
    ["18 Pelican Lane", "Islamorada", "33036", 24.9243, -80.6278],
    [385_000, 90, 330, 0],
  ),
  plan(
    ["SBX-102", "Solberg kitchen", "Kitchen and pantry, taken back to the studs."],
    ["renovation", "lead", 12],
    ["402 Simonton Street", "Key West", "33040", 24.5557, -81.8034],
    [142_000, 60, 150, 0],
  ),
  plan(
    ["SBX-103", "Vega residence", "Two-storey house on piles, 2,850 sq ft, permit under review."],
    ["new_construction", "preconstruction", 5],
    ["1311 Ocean Bay Drive", "Key Largo", "33037", 25.0901, -80.4401],
    [1_180_000, 21, 345, 0],
  ),
  plan(
    ["SBX-104", "Harbor House lobby", "New lobby and elevator for a twelve-room inn."],
    ["addition", "preconstruction", 6],
    ["77 Front Street", "Key West", "33040", 24.5604, -81.806],
    [640_000, 14, 225, 1],
  ),
  plan(
    ["SBX-105", "Ortiz residence", "Two-storey coastal house on piles, 3,200 sq ft."],
    ["new_construction", "active", 0],
    ["1204 Bayshore Drive", "Key Largo", "33037", 25.0865, -80.4473],
    [1_250_000, -45, 300, 2],
  ),
  plan(
    ["SBX-106", "Kessler house", "Single-storey house with a pool, 2,400 sq ft."],
    ["new_construction", "active", 1],
    ["9 Sugarloaf Court", "Marathon", "33050", 24.7136, -81.0904],
    [890_000, -110, 190, 4],
  ),
  plan(
    ["SBX-107", "Nakamura residence", "Three-storey house with a lap pool on the roof."],
    ["new_construction", "active", 7],
    ["250 Coral Way", "Tavernier", "33070", 25.0115, -80.5153],
    [1_640_000, -170, 150, 7],
  ),
  plan(
    ["SBX-108", "Demir addition", "Primary suite and study over the garage."],
    ["addition", "active", 8],
    ["31 Buttonwood Lane", "Islamorada", "33036", 24.9408, -80.6097],
    [318_000, -120, 55, 10],
  ),
  plan(
    ["SBX-109", "Fontaine renovation", "Whole-house renovation after water damage."],
    ["renovation", "active", 9],
    ["615 Olivia Street", "Key West", "33040", 24.5539, -81.7988],
    [472_000, -190, 25, 12],
  ),
  plan(
    ["SBX-110", "Okafor house", "Stopped until the insurer decides on the storm damage."],
    ["new_construction", "on_hold", 3],
    ["84 Calusa Road", "Key Largo", "33037", 25.1102, -80.4226],
    [975_000, -210, 120, 6],
  ),
  plan(
    ["SBX-111", "Bayshore duplex A", "Two units for rent, handed over with all papers."],
    ["new_construction", "completed", 2],
    ["500 Bayshore Drive, Unit A", "Key Largo", "33037", 25.0832, -80.4459],
    [1_020_000, -420, -40, 14],
  ),
  plan(
    ["SBX-112", "Bayshore duplex B", "The twin of unit A."],
    ["new_construction", "completed", 2],
    ["500 Bayshore Drive, Unit B", "Key Largo", "33037", 25.0833, -80.4458],
    [1_035_000, -400, -20, 14],
  ),
  plan(
    ["SBX-113", "Pelican Cay cottages", "Four rental cottages, in their first year of warranty."],
    ["new_construction", "warranty", 10],
    ["2 Pelican Cay", "Marathon", "33050", 24.7204, -81.0712],
    [2_260_000, -640, -190, 14],
  ),
  plan(
    ["SBX-114", "Lindgren carport", "Called off by the client after the permit."],
    ["addition", "cancelled", 4],
    ["12 Grassy Key Road", "Marathon", "33050", 24.7659, -80.9537],
    [96_000, -80, -10, 1],
  ),
];

/** A step of a build: at once a budget line, a task of the schedule, and what a vendor bills. */
export const STEPS = [
  ["Permits and engineering", "preconstruction", "general", "01-300", "engineering", 5],
  ["Clearing and grading", "site_work", "general", "02-200", "excavation", 5],
  ["Piles, caps and slab", "foundation", "concrete_pour", "03-300", "concrete", 12],
  ["Framing and sheathing", "framing", "crane", "06-100", "framing", 17],
  ["Roof", "exterior", "roofing", "07-300", "roofing", 9],
  ["Windows and doors", "exterior", "exterior", "08-500", "windows", 9],
  ["Plumbing rough-in", "rough_in", "general", "22-100", "plumbing", 7],
  ["Electrical rough-in", "rough_in", "general", "26-100", "electrical", 7],
  ["Heating and cooling", "rough_in", "general", "23-100", "hvac", 7],
  ["Insulation and drywall", "drywall", "general", "09-250", "drywall", 7],
  ["Cabinets and countertops", "finishes", "delivery", "12-300", "cabinets", 8],
  ["Tile and paint", "finishes", "general", "09-300", "finishes", 5],
  ["Final clean", "final_clean", "general", "01-740", "cleaning", 1],
  ["Final inspection", "closeout", "inspection", "01-450", "inspection", 1],
] as const;

export const CHANGES = [
  ["Impact windows instead of shutters", 1_850_000, 4, 5],
  ["Quartz countertops", 640_000, 0, 10],
  ["Move the panel to the garage", 215_000, 2, 7],
  ["Omit the second laundry", -380_000, -3, 6],
] as const;
