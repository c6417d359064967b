export { authorizeUrl, newConnectSecret, redeemCode } from "./authorization-code";
export { authorize, tokenFor } from "./authorize";
export { attachFor } from "./attach-for";
export { readCredentials, type Stored } from "./credentials";
export { ownClient } from "./token-endpoint";
export { deleteConnection, putConnection, readConnection } from "./store";
