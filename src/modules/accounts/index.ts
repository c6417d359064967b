export { hasSessionCookie, sessionCookieName } from "./cookie";
export { currentUser, type SessionUser } from "./current-user";
export { handleAuth } from "./handle-auth";
export { type Mail, sendMail } from "./mail";
export { purgeAccounts } from "./purge-accounts";
