export { previewUpgrade, revertInstall, type Upgrade, upgradeInstall } from "./upgrade-install";
