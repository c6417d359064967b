import { accounting, payment } from "./accounting";
import { banking, lending, title } from "./banking";
import { design, estimation } from "./design";
import { energy } from "./energy";
import type { CatalogueEntry } from "./entry";
import { inspection, permitting, surveying } from "./field";
import { automation, storage } from "./files-and-flows";
import { communication, crm, email, scheduling } from "./office";
import { licensing } from "./licensing";
import { buildingCodes, geospatial } from "./places";
import { cameras, drones } from "./site-views";
import { smartHome } from "./smart-home";
import { appliances, equipmentRental, siteServices, suppliers } from "./supply";
import { weather } from "./weather";

export type { CatalogueEntry } from "./entry";
export { type BuiltConnectors, seedStatements } from "./seed";

/** Every integration of the platform's own, whether it is built or not. */
export const catalogue: readonly CatalogueEntry[] = [
  ...accounting,
  ...design,
  ...scheduling,
  ...communication,
  ...storage,
  ...automation,
  ...lending,
  ...suppliers,
  ...estimation,
  ...crm,
  ...payment,
  ...inspection,
  ...permitting,
  ...banking,
  ...appliances,
  ...title,
  ...surveying,
  ...energy,
  ...smartHome,
  ...siteServices,
  ...equipmentRental,
  ...cameras,
  ...drones,
  ...licensing,
  ...geospatial,
  ...weather,
  ...buildingCodes,
  ...email,
];
