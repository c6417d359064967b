export { hasSessionCookie } from "./cookie";
export { currentUser, type SessionUser } from "./current-user";
