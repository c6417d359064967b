export { keepDeadlines } from "./keep-deadlines";
export { previewUpgrade, revertInstall, type Upgrade, upgradeInstall } from "./upgrade-install";
