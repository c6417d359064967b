export { downloadDocument } from "./download-document";
export { uploadDocument } from "./upload-document";
