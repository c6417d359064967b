export { findInFile } from "./find-in-file";
export { importLicenseFiles } from "./import-files";
