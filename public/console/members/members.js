import { actFor, patch, remove } from "/assets/ui/api.js";
import { html, nothing } from "/assets/ui/html.js";
import { icon } from "/assets/ui/icons.js";
import { confirm, toast } from "/assets/ui/overlay.js";
import { openBuilderPage } from "/assets/ui/page.js";
import { card, heading, pager } from "/assets/ui/parts.js";
import { toProblem } from "/assets/ui/problem.js";
import { pages, show } from "/assets/ui/resource.js";
import { empty, note } from "/assets/ui/states.js";
import { invite } from "/console/members/invite.js";
import { roleLabel } from "/console/members/roles.js";
import { invitationTable, memberTable } from "/console/members/tables.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */
/** @typedef {Schemas["Member"]} Member */

/** @param {string} builder @param {Member} member @param {boolean} isSelf */
const askToRemove = (builder, member, isSelf) =>
  confirm({
    title: isSelf ? `Leave ${builder}?` : `Remove ${member.name}?`,
    text: html`<p>
      ${isSelf ? "You no longer see its data." : `${member.name} no longer sees any of its data.`} What was allowed to
      applications in that name ends at once. API keys stay as they are.
    </p>`,
    action: isSelf ? "Leave" : "Remove",
  });

/** @param {() => Promise<unknown>} work @param {string} done @returns {Promise<boolean>} whether it worked */
async function attempt(work, done) {
  try {
    await work();
    toast(done);
    return true;
  } catch (error) {
    toast(toProblem(error).message, "bad");
    return false;
  }
}

const noInvitations = () =>
  empty({
    icon: "people",
    title: "No open invitations",
    text: "Those you send wait here until they are accepted.",
  });

openBuilderPage(({ session, builder, isSandbox, mayManage, redraw }) => {
  // Members are people of the live builder; its sandbox has none of its own.
  actFor(builder.id);
  const members = pages("/builder/members", redraw);
  const invitations = mayManage ? pages("/builder/invitations", redraw) : undefined;

  /** @type {import("/console/members/tables.js").Viewer} */
  const viewer = {
    userId: session.user.id,
    role: builder.role,
    changeRole: async (member, role) => {
      const work = () => patch("/builder/members/{id}", { path: { id: member.id }, body: { role } });
      await attempt(work, `${member.name} is now: ${roleLabel(role)}.`);
      members.refresh();
    },
    removeMember: async (member) => {
      const isSelf = member.user_id === session.user.id;
      if (!(await askToRemove(builder.name, member, isSelf))) return;
      const work = () => remove("/builder/members/{id}", { path: { id: member.id } });
      const worked = await attempt(work, isSelf ? "You have left." : `${member.name} is removed.`);
      if (worked && isSelf) location.assign("/console/");
      else members.refresh();
    },
    takeBack: async ({ id, email }) => {
      const work = () => remove("/builder/invitations/{id}", { path: { id } });
      await attempt(work, `The invitation to ${email} is taken back.`);
      invitations?.refresh();
    },
  };

  const inviteOne = async () => {
    const sent = await invite(builder.role);
    if (!sent) return;
    toast(`An invitation is on its way to ${sent.email}.`);
    invitations?.restart();
  };

  return () => html`
    ${heading({
      title: "Members",
      lead: `The people who act for ${builder.name}.`,
      actions: mayManage
        ? html`<button type="button" class="button main" @click=${inviteOne}>${icon("plus")}Invite a member</button>`
        : undefined,
    })}
    <div class="stack">
      ${mayManage ? nothing : note("info", "Only owners and admins invite and remove members.")}
      ${isSandbox ? note("info", "The sandbox has the members of the live builder; these are they.") : nothing}
      ${card({ flush: true, body: show(members, ({ data }) => html`${memberTable(viewer, data)}${pager(members)}`) })}
      ${
        invitations
          ? card({
              title: "Invitations",
              flush: true,
              body: show(invitations, ({ data }) =>
                data.length === 0 ? noInvitations() : html`${invitationTable(viewer, data)}${pager(invitations)}`,
              ),
            })
          : nothing
      }
    </div>
  `;
});
