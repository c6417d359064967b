import { versions } from "../../versions";
import { dataEndpoints } from "../data-endpoints";

const scopes = new Map(dataEndpoints.map((spec) => [spec.operationId, "scope" in spec ? spec.scope : null]));

/** Usage names an operation of the first version as it is, and one of a later version as `v2.listProjects`. */
const VERSIONED = /^(v\d+)\.(.+)$/u;

/** The scope an operation needs, as usage names it. */
export const scopeOf = (operation: string): string | null | undefined =>
  scopes.get(VERSIONED.exec(operation)?.[2] ?? operation);

const deprecated = new Set(versions.filter((version) => version.deprecated !== null).map(({ version }) => version));

export const isDeprecated = (operation: string): boolean => deprecated.has(VERSIONED.exec(operation)?.[1] ?? "v1");
