import { connectors } from "../../src/connectors";
import type { BuiltConnectors } from "../../src/modules/listings/catalogue";

/** Every connector that is built; the other integrations of the catalogue are planned. */
export const builtConnectors: BuiltConnectors = new Map(
  await Promise.all(Object.entries(connectors).map(async ([slug, { manifest }]) => [slug, await manifest()] as const)),
);
