import { allScopes } from "#modules/access";
import type { Role } from "../../context";

const NOT_OF_MEMBERS = new Set<string>(["write:api_keys", "write:authorized_apps", "write:webhooks"]);
const MEMBER_SCOPES = allScopes.filter((scope) => !NOT_OF_MEMBERS.has(scope));

/** What a member may do: owners and admins everything; members all but give out credentials and send data elsewhere. */
export const scopesOfRole = (role: Role): readonly string[] => (role === "member" ? MEMBER_SCOPES : allScopes);
