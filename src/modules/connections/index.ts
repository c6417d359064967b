export { authorizeUrl, newConnectSecret, redeemCode } from "./authorization-code";
export { attachFor } from "./attach-for";
export { authorize, keepWebhookSecret, tokenFor } from "./authorize";
export { credentialFields, readCredentials, type Stored } from "./credentials";
export { ownClient } from "./token-endpoint";
export { deleteConnection, putConnection, readConnection } from "./store";
