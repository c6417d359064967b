export { CONTENT_TYPES } from "./content-type";
export { deleteDocument } from "./delete-document";
export { downloadDocument } from "./download-document";
export { uploadDocument } from "./upload-document";
