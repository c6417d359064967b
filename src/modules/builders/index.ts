export { type Accepted, acceptInvitation } from "./accept-invitation";
export { actingBuilder } from "./acting-builder";
export { createBuilder, getBuilder, listOwnBuilders, ownBuilderList, updateBuilder } from "./builder";
export { invitationList, inviteMember, listInvitations, revokeInvitation } from "./invitations";
export { changeRole, listMembers, memberList, removeMember } from "./members";
export { purgeInvitations } from "./purge-invitations";
export { scopesOfRole } from "./roles";
export { suspendBuilder } from "./suspend-builder";
export type { Invitation, Member, StoredBuilder } from "./types";
