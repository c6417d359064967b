import { get } from "/assets/ui/api.js";

/** @typedef {import("/assets/ui/page.js").BuilderPage} BuilderPage */

/**
 * The name of a member, by the id that records keep of who did something; what else did it, or who is a member no more,
 * is said in words. A sandbox has no members of its own.
 * @param {Pick<BuilderPage, "session" | "isSandbox">} page
 * @param {string} id
 */
export async function memberName({ session, isSandbox }, id) {
  if (id === session.user.id) return session.user.name;
  const { data } = isSandbox ? { data: [] } : await get("/builder/members", { query: { user_id: id } });
  return data[0]?.name ?? "a program, or a former member";
}
