/** @import { Schemas } from "/assets/types/api.d.ts" */
/** @typedef {Schemas["Member"]["role"]} Role */

/** @type {readonly { value: Role, label: string }[]} */
const ROLES = [
  { value: "member", label: "Member" },
  { value: "admin", label: "Admin" },
  { value: "owner", label: "Owner" },
];

export const ROLE_HINT =
  "Members see everything and change records. Admins also manage keys, webhooks, applications and members. Owners also manage owners.";

/** @param {Role} role */
export const roleLabel = (role) => ROLES.find(({ value }) => value === role)?.label;

/** @param {Role} own @returns the roles somebody of this role may give */
export const givable = (own) => ROLES.filter(({ value }) => own === "owner" || value !== "owner");

/** @param {Role} own @param {Role} other @returns {boolean} whether who is `own` may change or remove who is `other` */
export const isAbove = (own, other) => own === "owner" || (own === "admin" && other !== "owner");
