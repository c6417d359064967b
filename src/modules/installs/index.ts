export { check, problemOf } from "./check";
export { beginConnect, endConnect, purgeConnects } from "./connect-account";
export { beginLink, completeLink, type LinkStart } from "./link-account";
export { enqueueSyncs } from "./enqueue-syncs";
export { commitUse } from "./first-use";
export { type InstallForm, installForm } from "./install-form";
export { type InstallInput, installIntegration } from "./install-integration";
export {
  type InstallPatch,
  pauseInstall,
  requestSync,
  resumeInstall,
  uninstallBySlug,
  updateInstallSettings,
} from "./manage-install";
export { needAttention } from "./need-attention";
export {
  accountOf,
  currentVersion,
  endOf,
  loadVersion,
  manifestOf,
  type Opened,
  openConnector,
} from "./open-connector";
export { buildersWith } from "./builders-with";
export { installsOf } from "./installs-of";
export { installsOn } from "./installs-on";
export { getInstall, installList, listInstalls } from "./read-install";
export type { Install } from "./shape";
export { contextOf } from "./system-context";
export { findBySlug, findInstall, type InstallRow, putSyncs, scheduleAll, updateInstall } from "./store";
