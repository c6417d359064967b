export { check, problemOf } from "./check";
export { beginConnect, endConnect, purgeConnects } from "./connect-account";
export { enqueueSyncs } from "./enqueue-syncs";
export { installEvent } from "./events";
export { readHookToken } from "./hook-token";
export { type InstallInput, installIntegration } from "./install-integration";
export {
  type InstallPatch,
  pauseInstall,
  requestSync,
  resumeInstall,
  uninstallBySlug,
  updateInstallSettings,
} from "./manage-install";
export { currentVersion, loadVersion, manifestOf, type Opened, openConnector } from "./open-connector";
export { buildersWith } from "./builders-with";
export { getInstall, installList, listInstalls } from "./read-install";
export type { Install } from "./shape";
export { contextOf } from "./system-context";
export { findBySlug, findInstall, type InstallRow, putSyncs, updateInstall } from "./store";
