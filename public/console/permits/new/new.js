import { get, post } from "/assets/ui/api.js";
import { textArea } from "/assets/ui/ask.js";
import { Form, selectField, submitButton, textField } from "/assets/ui/form.js";
import { html } from "/assets/ui/html.js";
import { openBuilderPage } from "/assets/ui/page.js";
import { heading } from "/assets/ui/parts.js";
import { resource, show } from "/assets/ui/resource.js";
import { empty } from "/assets/ui/states.js";
import { permitLink } from "/console/permits/shown.js";
import { NEW_PROJECT } from "/console/projects/shown.js";

const wanted = new URLSearchParams(location.search).get("project");

openBuilderPage(({ redraw }) => {
  const projects = resource(async () => (await get("/projects", { query: { limit: 100 } })).data, redraw);
  const form = new Form(["project_id", "title", "description"], redraw);
  const submit = form.onSubmit(async (entries) => {
    const { id } = await post("/permits", {
      body: {
        project_id: entries.text("project_id"),
        title: entries.text("title"),
        description: entries.text("description") || null,
      },
    });
    location.assign(permitLink(id));
  });

  /** @param {readonly { id: string, code: string, name: string }[]} found */
  const fields = (found) =>
    html`<form class="stack narrow" @submit=${submit}>
      ${form.summary}
      ${selectField({
        form,
        name: "project_id",
        label: "Project",
        options: found.map(({ id, code, name }) => ({ value: id, label: `${code} ${name}` })),
        ...(wanted && { value: wanted }),
        hint: "Its address, client, value and description go onto the application.",
      })}
      ${textField({
        form,
        name: "title",
        label: "What it permits",
        required: true,
        maxLength: 200,
        hint: "Such as New single-family residence.",
      })}
      ${textArea({
        form,
        name: "description",
        label: "The work",
        maxLength: 2000,
        hint: "Without it the project's description is used.",
      })}
      <div class="row">
        ${submitButton(form, "Make the draft")}
        <a class="button" href="/console/permits/">Cancel</a>
      </div>
    </form>`;

  return () => html`
    ${heading({
      title: "New permit",
      lead: "It begins as a draft. Nothing is sent until you submit it.",
      back: { href: "/console/permits/", label: "Permits" },
    })}
    ${show(projects, (found) =>
      found.length === 0
        ? empty({
            icon: "folder",
            title: "No projects yet",
            text: "A permit is for a project: that comes first.",
            action: html`<a class="button main" href=${NEW_PROJECT}>Create a project</a>`,
          })
        : fields(found),
    )}
  `;
});
