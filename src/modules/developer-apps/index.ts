export {
  addScreenshot,
  type Asset,
  assetUrl,
  deleteScreenshot,
  listOwnScreenshots,
  listScreenshots,
  IMAGE_TYPES,
  MAX_IMAGE_BYTES,
  serveAsset,
  setLogo,
} from "./assets";
export { appList, changeApp, deleteApp, getApp, listApps, rotateAppSecret, type VersionedApp } from "./manage-app";
export { registerApp } from "./register-app";
export { type AppRow, findAnyApp, findApp, nextVersion, updateApp } from "./store";
export type { AppPatch, AppType, AppWithSecret, NewApp } from "./types";
export { lastWebhookTest, testWebhook, type WebhookTest, type WebhookTestResult } from "./webhook-test";
