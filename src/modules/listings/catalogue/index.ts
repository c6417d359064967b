import type { CatalogueEntry } from "./entry";
import { weather } from "./weather";

export { type BuiltConnectors, seedStatements } from "./seed";

/** Every integration of the platform's own, whether it is built or not. */
export const catalogue: readonly CatalogueEntry[] = [...weather];
