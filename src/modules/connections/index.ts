export { authorizeUrl, newConnectSecret, redeemCode } from "./authorization-code";
export { authorize, keepWebhookSecret, tokenFor } from "./authorize";
export { attach, credentialFields, readCredentials, type Stored } from "./credentials";
export { ownClient } from "./token-endpoint";
export { deleteConnection, putConnection, readConnection } from "./store";
