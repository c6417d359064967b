/** Writes the SQL that brings the platform's own listings and jurisdictions up to date, for `wrangler d1 execute`. */
import { jurisdictionStatements } from "../src/modules/jurisdictions/catalogue";
import { catalogue, seedStatements } from "../src/modules/listings/catalogue";
import { builtConnectors } from "./lib/built-connectors";

const now = Date.now();
const statements = [...seedStatements(catalogue, builtConnectors, now), ...jurisdictionStatements(now)];

process.stdout.write(`${statements.join(";\n")};\n`);
