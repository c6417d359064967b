import { actFor, fetchPatiently, get } from "/assets/ui/api.js";
import { Problem, problemOf } from "/assets/ui/problem.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */
/** @typedef {"live" | "sandbox"} Environment */
/**
 * Who is signed in, and which builder they act for; its sandbox counts as that builder.
 * @typedef {object} Session
 * @property {Schemas["User"]} user
 * @property {Schemas["OwnBuilder"][]} builders
 * @property {Schemas["OwnBuilder"] | undefined} builder undefined while they belong to none
 * @property {Environment} environment
 */

const BUILDER = "rossos.builder";
const ENVIRONMENT = "rossos.environment";
/** @param {string} builderId */
const sandboxKey = (builderId) => `rossos.sandbox.${builderId}`;

/**
 * @param {Schemas["OwnBuilder"][]} builders
 * @returns {Schemas["OwnBuilder"] | undefined} the one chosen on this device, else the one last used
 */
function choose(builders) {
  const wanted = localStorage.getItem(BUILDER);
  const [latest] = builders.toSorted((a, b) => b.last_used_at.localeCompare(a.last_used_at));
  return builders.find(({ id }) => id === wanted) ?? latest;
}

/**
 * The id that a builder's sandbox acts under; it is made and filled when it is first asked for.
 * @param {string} builderId
 */
async function sandboxOf(builderId) {
  const known = sessionStorage.getItem(sandboxKey(builderId));
  if (known !== null) return known;
  const { id } = await get("/developer/sandbox", { query: { builder_id: builderId } });
  sessionStorage.setItem(sandboxKey(builderId), id);
  return id;
}

/**
 * Signs the page in and makes every further request act for the chosen builder.
 * @returns {Promise<Session>}
 */
export async function openSession() {
  const [user, { data: builders }] = await Promise.all([get("/user"), get("/builders", { query: { limit: 100 } })]);
  const builder = choose(builders);
  const environment = builder && localStorage.getItem(ENVIRONMENT) === "sandbox" ? "sandbox" : "live";
  if (builder) actFor(environment === "sandbox" ? await sandboxOf(builder.id) : builder.id);
  return { user, builders, builder, environment };
}

/**
 * As openSession, but nobody needs to be signed in.
 * @returns {Promise<Session | undefined>}
 */
export async function openSessionIfAny() {
  // This one answers null without a session, where the API would answer 401.
  const response = await fetchPatiently("/auth/get-session", { method: "GET" });
  if (!response.ok) throw await problemOf(response);
  return (await response.json()) === null ? undefined : await openSession();
}

/**
 * Every page from now on acts for this builder.
 * @param {string} builderId
 * @param {Environment} environment
 */
export async function switchTo(builderId, environment) {
  if (environment === "sandbox") await sandboxOf(builderId);
  localStorage.setItem(BUILDER, builderId);
  localStorage.setItem(ENVIRONMENT, environment);
}

/** @throws {Problem} */
export async function signOut() {
  const response = await fetchPatiently("/auth/sign-out", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: "{}",
  });
  if (!response.ok)
    throw new Problem({ code: "unexpected", status: response.status, title: "Not signed out", detail: "Try again." });
  sessionStorage.clear();
  localStorage.removeItem(BUILDER);
  localStorage.removeItem(ENVIRONMENT);
  location.assign("/sign-in/");
}
