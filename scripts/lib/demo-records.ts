/** Who and what the demo builder works with. Names stand in for ids until the records exist. */
const keys = (line: string, city: string, postal: string) => ({
  address_line1: line,
  city,
  state: "FL",
  postal_code: postal,
});

export const clients = [
  {
    name: "Amelia Ortiz",
    email: "amelia@example.com",
    phone: "+1 305 555 0142",
    ...keys("1204 Bayshore Drive", "Key Largo", "33037"),
  },
  {
    name: "Desmond Whitaker",
    email: "whitaker@example.com",
    phone: "+1 305 555 0118",
    ...keys("88 Coral Lane", "Tavernier", "33070"),
  },
  {
    name: "Naomi Feld",
    email: "naomi.feld@example.com",
    phone: "+1 305 555 0163",
    ...keys("417 Gumbo Limbo Road", "Islamorada", "33036"),
  },
  {
    name: "Harbor Point Condominium Association",
    kind: "company",
    email: "board@example.com",
    phone: "+1 305 555 0190",
    ...keys("2 Harbor Point", "Key Largo", "33037"),
  },
];

type Project = Record<string, unknown> & {
  code: string;
  client?: string;
  /** Days from the day the demo data is made. */
  starts?: number;
  ends?: number;
  completed?: number;
};

export const projects: readonly Project[] = [
  {
    code: "AMI-101",
    name: "Whitaker renovation",
    description: "Kitchen, two baths and impact windows.",
    status: "warranty",
    kind: "renovation",
    client: "Desmond Whitaker",
    ...keys("88 Coral Lane", "Tavernier", "33070"),
    latitude: 25.0115,
    longitude: -80.5151,
    contract_amount_cents: 31_250_000,
    starts: -330,
    ends: -120,
    completed: -112,
  },
  {
    code: "AMI-102",
    name: "Feld addition",
    description: "Second-floor bedroom suite over the garage.",
    status: "active",
    kind: "addition",
    client: "Naomi Feld",
    ...keys("417 Gumbo Limbo Road", "Islamorada", "33036"),
    latitude: 24.9243,
    longitude: -80.6278,
    contract_amount_cents: 28_900_000,
    starts: -45,
    ends: 120,
  },
  {
    code: "AMI-103",
    name: "Ortiz residence",
    description: "Two-storey coastal house on piles with a seawall and dock, 3,200 sq ft.",
    status: "active",
    kind: "new_construction",
    client: "Amelia Ortiz",
    ...keys("1204 Bayshore Drive", "Key Largo", "33037"),
    latitude: 25.0865,
    longitude: -80.4473,
    contract_amount_cents: 125_000_000,
    starts: -60,
    ends: 300,
  },
  {
    code: "AMI-104",
    name: "Harbor Point seawall",
    description: "410 ft of seawall cap and batter piles.",
    status: "on_hold",
    kind: "other",
    client: "Harbor Point Condominium Association",
    ...keys("2 Harbor Point", "Key Largo", "33037"),
    latitude: 25.1052,
    longitude: -80.4291,
    contract_amount_cents: 64_000_000,
    starts: 30,
    ends: 210,
  },
  {
    code: "AMI-105",
    name: "Whitaker guest house",
    description: "One-bedroom guest house, 640 sq ft.",
    status: "preconstruction",
    kind: "new_construction",
    client: "Desmond Whitaker",
    ...keys("88 Coral Lane", "Tavernier", "33070"),
    latitude: 25.0116,
    longitude: -80.5149,
    contract_amount_cents: 22_400_000,
    starts: 75,
    ends: 260,
  },
  {
    code: "AMI-106",
    name: "Plantation Key spec house",
    description: "Elevated spec house, lot under contract.",
    status: "lead",
    kind: "new_construction",
    ...keys("Lot 7, Sunset Boulevard", "Tavernier", "33070"),
    latitude: 24.9832,
    longitude: -80.5546,
    contract_amount_cents: 0,
  },
];

export const costCodes = [
  { code: "01-100", name: "General conditions", division: "01 General", kind: "other" },
  { code: "02-360", name: "Piles", division: "02 Site work", kind: "subcontract" },
  { code: "02-480", name: "Seawall and dock", division: "02 Site work", kind: "subcontract" },
  { code: "03-300", name: "Cast-in-place concrete", division: "03 Concrete", kind: "subcontract" },
  { code: "06-100", name: "Rough carpentry", division: "06 Wood", kind: "subcontract" },
  { code: "07-300", name: "Roofing", division: "07 Thermal and moisture", kind: "subcontract" },
  { code: "08-500", name: "Impact windows and doors", division: "08 Openings", kind: "material" },
  { code: "15-400", name: "Plumbing", division: "15 Mechanical", kind: "subcontract" },
  { code: "16-100", name: "Electrical", division: "16 Electrical", kind: "subcontract" },
];

const vendor = (name: string, trade: string, contact_name: string, phone: string, license_number?: string) => ({
  name,
  trade,
  contact_name,
  phone,
  ...(license_number ? { license_number, license_state: "FL" } : {}),
});

export const vendors = [
  vendor("Keys Concrete LLC", "concrete", "Ray Delgado", "+1 305 555 0170", "CGC1523456"),
  vendor("Reef Marine Construction", "marine", "Sam Okafor", "+1 305 555 0171", "CBC1260087"),
  vendor("Tavernier Framing Inc.", "framing", "Lena Brandt", "+1 305 555 0172", "CBC1258810"),
  vendor("Conch Roofing Co.", "roofing", "Marcus Hale", "+1 305 555 0173", "CCC1331902"),
  vendor("Upper Keys Electric", "electrical", "Priya Nair", "+1 305 555 0174", "EC13008841"),
  vendor("Gulfstream Windows & Doors", "windows", "Tom Reyes", "+1 305 555 0175"),
];

/** Lines of the budget of AMI-103: cost code, what, planned cents. */
export const budgetLines = [
  ["01-100", "Supervision, permits, temporary power", 9_800_000],
  ["02-360", "18 auger-cast piles", 6_400_000],
  ["02-480", "Seawall cap, 96 ft, and dock", 11_200_000],
  ["03-300", "Pile caps, grade beams, slab", 8_700_000],
  ["06-100", "Framing package and trusses", 17_500_000],
  ["07-300", "Standing-seam metal roof", 6_900_000],
  ["08-500", "Shutters and standard windows", 7_300_000],
  ["15-400", "Plumbing", 5_600_000],
  ["16-100", "Electrical", 6_100_000],
] as const;

export type Task = {
  name: string;
  phase: string;
  kind: string;
  trade?: string;
  vendor?: string;
  /** Days from the day the demo data is made. */
  from: number;
  to: number;
  percent_complete?: number;
  status?: string;
  after?: string;
};

/** Tasks of the schedule of AMI-103. */
export const tasks: readonly Task[] = [
  {
    name: "Building permit issued",
    phase: "preconstruction",
    kind: "milestone",
    from: -60,
    to: -60,
    percent_complete: 100,
    status: "completed",
  },
  {
    name: "Drive piles",
    phase: "foundation",
    kind: "foundation",
    trade: "concrete",
    vendor: "Keys Concrete LLC",
    from: -42,
    to: -30,
    percent_complete: 100,
    status: "completed",
    after: "Building permit issued",
  },
  {
    name: "Seawall cap",
    phase: "site_work",
    kind: "waterfront",
    trade: "marine",
    vendor: "Reef Marine Construction",
    from: -20,
    to: 6,
    percent_complete: 60,
    status: "in_progress",
    after: "Building permit issued",
  },
  {
    name: "Pour pile caps",
    phase: "foundation",
    kind: "concrete_pour",
    trade: "concrete",
    vendor: "Keys Concrete LLC",
    from: 2,
    to: 4,
    after: "Drive piles",
  },
  {
    name: "Pour grade beams and slab",
    phase: "foundation",
    kind: "concrete_pour",
    trade: "concrete",
    vendor: "Keys Concrete LLC",
    from: 9,
    to: 12,
    after: "Pour pile caps",
  },
  {
    name: "Foundation inspection",
    phase: "foundation",
    kind: "inspection",
    from: 13,
    to: 13,
    after: "Pour grade beams and slab",
  },
  {
    name: "Frame walls and floors",
    phase: "framing",
    kind: "general",
    trade: "framing",
    vendor: "Tavernier Framing Inc.",
    from: 16,
    to: 44,
    after: "Foundation inspection",
  },
  {
    name: "Set roof trusses",
    phase: "framing",
    kind: "crane",
    trade: "framing",
    vendor: "Tavernier Framing Inc.",
    from: 45,
    to: 47,
    after: "Frame walls and floors",
  },
  {
    name: "Metal roof",
    phase: "exterior",
    kind: "roofing",
    trade: "roofing",
    vendor: "Conch Roofing Co.",
    from: 50,
    to: 61,
    after: "Set roof trusses",
  },
  {
    name: "Install impact windows",
    phase: "exterior",
    kind: "exterior",
    trade: "windows",
    vendor: "Gulfstream Windows & Doors",
    from: 52,
    to: 58,
    after: "Set roof trusses",
  },
  {
    name: "Dock piles",
    phase: "site_work",
    kind: "waterfront",
    trade: "marine",
    from: 64,
    to: 72,
    after: "Seawall cap",
  },
];
