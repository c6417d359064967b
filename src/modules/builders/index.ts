export { type Accepted, acceptInvitation } from "./accept-invitation";
export { type Acting, actingBuilder } from "./acting-builder";
export { createBuilder, getBuilder, listOwnBuilders, ownBuilderList, updateBuilder } from "./builder";
export { invitationList, inviteMember, listInvitations, revokeInvitation } from "./invitations";
export { changeRole, listMembers, memberList, removeMember } from "./members";
export { purgeInvitations } from "./purge-invitations";
export { scopesOfRole } from "./roles";
export { suspendBuilder } from "./suspend-builder";
export type { Builder, Invitation, Member, OwnBuilder, StoredBuilder } from "./types";
