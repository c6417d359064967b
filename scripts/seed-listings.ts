/** Writes the SQL that brings the listings of the platform's own integrations up to date, for `wrangler d1 execute`. */
import { catalogue, seedStatements } from "../src/modules/listings/catalogue";
import { builtConnectors } from "./lib/built-connectors";

process.stdout.write(`${seedStatements(catalogue, builtConnectors, Date.now()).join(";\n")};\n`);
