import type { Facts } from "../shape";

export type Entry = Pick<Facts, "name" | "state" | "kind" | "platform"> &
  Partial<Facts> & {
    /** Fixed, so that permits that name it stay right from release to release. */
    id: string;
    source_url: string;
    /** The day its page was read, YYYY-MM-DD. */
    verified: string;
  };

const id = (n: number): string => `0194a7c0-0000-7000-8000-${String(n).padStart(12, "0")}`;

/**
 * Jurisdictions whose own pages, or those of who follows them, say how they take applications. Whether one lets this
 * platform in is between it and its builders, so none is said to be available before a builder has shown it.
 */
export const entries: readonly Entry[] = [
  {
    id: id(1),
    name: "Cabarrus County",
    state: "NC",
    county: "Cabarrus",
    county_geoid: "37025",
    kind: "county",
    platform: "accela",
    connector: "accela-permits",
    portal_url: "https://www.cabarruscounty.us/Government/Departments/Construction-Standards/Online-Access",
    permit_types: ["residential", "plan review", "trade"],
    source_url: "https://www.cabarruscounty.us/Government/Departments/Construction-Standards/Online-Access",
    verified: "2026-11-22",
  },
  {
    id: id(2),
    name: "Menlo Park",
    state: "CA",
    county: "San Mateo",
    county_geoid: "06081",
    kind: "city",
    platform: "accela",
    connector: "accela-permits",
    portal_url: "https://www.menlopark.org/1664/Online-services",
    permit_types: ["building"],
    source_url: "https://www.menlopark.org/1664/Online-services",
    verified: "2026-11-22",
  },
  {
    id: id(3),
    name: "Palo Alto",
    state: "CA",
    county: "Santa Clara",
    county_geoid: "06085",
    kind: "city",
    platform: "accela",
    connector: "accela-permits",
    portal_url: "https://www.cityofpaloalto.org/gov/depts/ds/development_services_online_permitting_services.asp",
    permit_types: ["building"],
    source_url: "https://www.cityofpaloalto.org/gov/depts/ds/development_services_online_permitting_services.asp",
    verified: "2026-11-22",
  },
  {
    id: id(4),
    name: "Monterey County",
    state: "CA",
    county: "Monterey",
    county_geoid: "06053",
    kind: "county",
    platform: "accela",
    connector: "accela-permits",
    portal_url:
      "https://countyofmonterey.gov/government/departments-a-h/housing-community-development/permit-center/registering-for-a-citizen-access-account",
    permit_types: ["photovoltaic", "reroof", "water heater", "encroachment"],
    source_url:
      "https://countyofmonterey.gov/government/departments-a-h/housing-community-development/permit-center/registering-for-a-citizen-access-account",
    verified: "2026-11-22",
  },
  {
    id: id(5),
    name: "Sacramento",
    state: "CA",
    county: "Sacramento",
    county_geoid: "06067",
    kind: "city",
    platform: "accela",
    connector: "accela-permits",
    agency_code: "SACRAMENTO",
    portal_url: "https://aca-prod.accela.com/SACRAMENTO",
    permit_types: ["building", "electrical", "mechanical", "plumbing"],
    source_url: "https://signedoff.io/adapters/accela-aca",
    verified: "2026-11-22",
  },
  {
    id: id(6),
    name: "La Grange",
    state: "IL",
    county: "Cook",
    county_geoid: "17031",
    kind: "town",
    platform: "opengov",
    connector: "opengov-permits",
    portal_url: "https://lagrangeil.gov/499/Applying-for-a-Building-Permit",
    permit_types: ["building"],
    email_domains: ["viewpointcloud.com"],
    source_url: "https://lagrangeil.gov/499/Applying-for-a-Building-Permit",
    verified: "2026-11-22",
  },
  {
    id: id(7),
    name: "Oakdale",
    state: "MN",
    county: "Washington",
    county_geoid: "27163",
    kind: "city",
    platform: "opengov",
    connector: "opengov-permits",
    portal_url: "https://ci.oakdale.mn.us/FAQ.aspx?QID=301",
    permit_types: ["roofing", "siding"],
    source_url: "https://ci.oakdale.mn.us/FAQ.aspx?QID=301",
    verified: "2026-11-22",
  },
  {
    id: id(8),
    name: "Newcastle",
    state: "OK",
    county: "McClain",
    county_geoid: "40087",
    kind: "city",
    platform: "other",
    api_status: "unavailable",
    portal_url: "https://newcastleok.gov/City-Services/Planning-and-Zoning/Building-Permits",
    permit_types: ["building"],
    source_url: "https://newcastleok.gov/City-Services/Planning-and-Zoning/Building-Permits",
    verified: "2026-11-22",
  },
];
