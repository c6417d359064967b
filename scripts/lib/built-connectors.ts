import type { BuiltConnectors } from "../../src/modules/listings/catalogue";

/** Every connector that is built. None is yet, so every integration of the catalogue is planned. */
export const builtConnectors: BuiltConnectors = new Map();
