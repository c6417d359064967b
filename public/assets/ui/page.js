import { post } from "/assets/ui/api.js";
import { Form, submitButton, textField } from "/assets/ui/form.js";
import { html, nothing, render } from "/assets/ui/html.js";
import { renderInPlace } from "/assets/ui/keep-focus.js";
import { heading } from "/assets/ui/parts.js";
import { Problem } from "/assets/ui/problem.js";
import { Resource, show } from "/assets/ui/resource.js";
import { openSession, openSessionIfAny, switchTo } from "/assets/ui/session.js";
import { drawShell, followConnection } from "/assets/ui/shell.js";
import { failed } from "/assets/ui/states.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */
/** @typedef {import("/assets/ui/session.js").Session} Session */
/**
 * What draws a page; it is called after every `redraw`.
 * @typedef {() => unknown} Draw
 */
/**
 * @typedef {object} BuilderPage
 * @property {Session} session
 * @property {Schemas["OwnBuilder"]} builder the live one, also while its sandbox is looked at
 * @property {boolean} isSandbox
 * @property {boolean} mayManage owners and admins: keys, webhooks, applications, members
 * @property {() => void} redraw
 */

/** @returns {HTMLElement} */
function content() {
  const found = document.querySelector("#content");
  if (!(found instanceof HTMLElement)) throw new Error("the page has no #content");
  return found;
}

/**
 * Draws into the page, from now on at every `redraw`; several of them in one go draw once.
 * @param {(redraw: () => void) => Draw} build
 */
function draw(build) {
  const root = content();
  let due = false;
  /** @type {Draw | undefined} */
  let current;
  const redraw = () => {
    if (due) return;
    due = true;
    queueMicrotask(() => {
      due = false;
      if (current) renderInPlace(current(), root);
    });
  };
  current = build(redraw);
  render(current(), root);
}

/**
 * Opens the session, draws the frame, and then the page. Until then something else stands below the title that the page
 * has without its script: that it is loading, or why it could not be.
 * @template {Session | undefined} S
 * @param {() => Promise<S>} open
 * @param {(session: S, redraw: () => void) => Draw} build
 */
function openPage(open, build) {
  const root = content();
  const title = [...root.children];
  const begin = async () => {
    const session = await open();
    for (const part of title) part.remove();
    drawShell(session);
    draw((redraw) => build(session, redraw));
    return true;
  };
  const page = new Resource(begin, () => {
    // The browser is on its way to the sign-in page.
    const isLeaving = page.problem?.code === "unauthenticated";
    if (!page.value && !isLeaving)
      render(
        show(page, () => nothing),
        root,
      );
  });
  followConnection();
  page.refresh();
}

/** What somebody sees who belongs to no builder yet. @param {() => void} redraw @returns {Draw} */
function firstBuilder(redraw) {
  const form = new Form(["name"], redraw);
  const submit = form.onSubmit(async (entries) => {
    const { id } = await post("/builders", { body: { name: entries.text("name") } });
    await switchTo(id, "live");
    location.reload();
  });
  return () => html`
    ${heading({
      title: "Create your builder",
      lead: "A builder is the business whose data this is: its projects, money, schedules and people. You become its owner, and can invite others. If a colleague has created it already, ask them for an invitation.",
    })}
    <form class="stack narrow" @submit=${submit}>
      ${form.summary}
      ${textField({ form, name: "name", label: "Name of the business", required: true, maxLength: 200, autocomplete: "organization" })}
      <div class="row">${submitButton(form, "Create the builder")}</div>
    </form>
  `;
}

/**
 * A page of the builder console: for members of a builder.
 * @param {(page: BuilderPage) => Draw} build
 */
export function openBuilderPage(build) {
  openPage(openSession, (session, redraw) => {
    const { builder } = session;
    if (!builder) return firstBuilder(redraw);
    const isSandbox = session.environment === "sandbox";
    return build({ session, builder, isSandbox, mayManage: builder.role !== "member", redraw });
  });
}

/**
 * A page for whoever is signed in, such as a developer.
 * @param {(page: { session: Session, redraw: () => void }) => Draw} build
 */
export function openUserPage(build) {
  openPage(openSession, (session, redraw) => build({ session, redraw }));
}

/**
 * A page for those who run the platform.
 * @param {(page: { session: Session, redraw: () => void }) => Draw} build
 */
export function openAdminPage(build) {
  openPage(openSession, (session, redraw) => {
    if (session.user.is_platform_admin) return build({ session, redraw });
    const detail = "This page is for those who run the platform.";
    const problem = new Problem({ code: "forbidden", status: 403, title: "Not allowed", detail });
    return () => html`${heading({ title: "Administration" })}${failed(problem)}`;
  });
}

/**
 * A page for everybody.
 * @param {(page: { session: Session | undefined, redraw: () => void }) => Draw} build
 */
export function openPublicPage(build) {
  openPage(openSessionIfAny, (session, redraw) => build({ session, redraw }));
}
