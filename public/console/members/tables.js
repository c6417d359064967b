import { ago, at } from "/assets/ui/format.js";
import { html, live, nothing } from "/assets/ui/html.js";
import { badge, smallButton, table } from "/assets/ui/parts.js";
import { givable, isAbove, roleLabel } from "/console/members/roles.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */
/** @typedef {Schemas["Member"]} Member */
/** @typedef {Schemas["Invitation"]} Invitation */
/** @typedef {import("/console/members/roles.js").Role} Role */
/**
 * @typedef {object} Viewer
 * @property {string} userId
 * @property {Role} role
 * @property {(member: Member, role: Role) => unknown} changeRole
 * @property {(member: Member) => unknown} removeMember
 * @property {(invitation: Invitation) => unknown} takeBack
 */

/** @param {Viewer} viewer @param {Member} member */
function roleCell({ role: own, changeRole }, member) {
  if (!isAbove(own, member.role)) return roleLabel(member.role);
  /** @param {Event & { currentTarget: HTMLSelectElement }} event */
  const onChange = ({ currentTarget }) => changeRole(member, /** @type {Role} */ (currentTarget.value));
  return html`<select
    class="input small"
    aria-label="Role of ${member.name}"
    .value=${live(member.role)}
    @change=${onChange}
  >
    ${givable(own).map(
      ({ value, label }) => html`<option value=${value} ?selected=${value === member.role}>${label}</option>`,
    )}
  </select>`;
}

/** @param {Viewer} viewer @param {Member} member */
function memberActions({ userId, role, removeMember }, member) {
  const isSelf = member.user_id === userId;
  if (!isSelf && !isAbove(role, member.role)) return nothing;
  return smallButton(isSelf ? "Leave" : "Remove", () => removeMember(member), {
    label: isSelf ? "Leave the builder" : `Remove ${member.name}`,
    look: "bad-text",
  });
}

/** @param {Viewer} viewer @param {readonly Member[]} rows */
export const memberTable = (viewer, rows) =>
  table({
    caption: "Members",
    rows,
    columns: [
      {
        label: "Name",
        main: true,
        cell: (member) =>
          html`<div>
            ${member.name} ${member.user_id === viewer.userId ? badge("neutral", "You") : nothing}<br /><small
              >${member.email}</small
            >
          </div>`,
      },
      { label: "Role", cell: (member) => roleCell(viewer, member) },
      { label: "Since", cell: ({ created_at: since }) => at(since) },
      { label: "Actions", kind: "actions", cell: (member) => memberActions(viewer, member) },
    ],
  });

/** @param {Viewer} viewer @param {readonly Invitation[]} rows */
export const invitationTable = ({ takeBack }, rows) =>
  table({
    caption: "Invitations",
    rows,
    columns: [
      { label: "To", main: true, cell: ({ email }) => email },
      { label: "As", cell: ({ role }) => roleLabel(role) },
      { label: "Sent", cell: ({ created_at: sent }) => ago(sent) },
      {
        label: "Good until",
        cell: ({ expires_at: until }) => (Date.parse(until) < Date.now() ? badge("warn", "Expired") : at(until)),
      },
      {
        label: "Actions",
        kind: "actions",
        cell: (invitation) =>
          smallButton("Take back", () => takeBack(invitation), {
            label: `Take back the invitation to ${invitation.email}`,
          }),
      },
    ],
  });
