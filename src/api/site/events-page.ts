import { type CatalogueEntry, eventCatalogue } from "#modules/webhooks";
import { notFound } from "../../errors";
import { html, type Html } from "../html";
import { docsNav } from "./docs-nav";
import { sitePage } from "./frame";
import { schemaFields } from "./schema-fields";
import { spoken } from "./words";

const HOME = "/docs/events/";

const documentation = (title: string, description: string, content: Html): Response =>
  sitePage({
    title: `${title} · RossOS Developers`,
    description,
    place: "documentation",
    script: "/assets/helpful.js",
    body: html`<div class="docs">
      ${docsNav(HOME)}
      <main id="content" class="page">${content}</main>
    </div>`,
  });

/** Every type of event, by what it happens to. */
export function eventsPage(): Response {
  const groups = [...Map.groupBy(eventCatalogue(), ({ name }) => name.split(".")[0] ?? name)];
  return documentation(
    "Event catalogue",
    "Every event that RossOS sends, with its fields and a sample.",
    html`<h1>Event catalogue</h1>
      <p class="lead">
        Everything that webhooks can be sent, and that <code>GET /events</code> lists. Subscribe to one by its name, to
        all of a kind by <code>invoice.*</code>, to everything by <code>*</code>.
      </p>
      ${groups.map(
        ([noun, events]) =>
          html`<h2 id="${noun}">${spoken(noun)}</h2>
            <div class="events">${table(`Events of ${spoken(noun)}`, ["Event", "When"], events.map(row))}</div>`,
      )}
      <p>The same as data, each with its JSON Schema: <a href="/api/v1/event-types">/api/v1/event-types</a>.</p>`,
  );
}

const row = ({ name, description }: CatalogueEntry): readonly Html[] => [
  html`<a href="${HOME}${name}/"><code>${name}</code></a>`,
  prose(description),
];

/** Text whose names of things stand between backticks. */
const prose = (text: string): Html =>
  html`${text.split("`").map((part, at) => (at % 2 === 0 ? html`${part}` : html`<code>${part}</code>`))}`;

/** One type of event: what it carries, as a sample and field by field. @throws DomainError not_found */
export function eventPage(name: string): Response {
  const event = eventCatalogue().find((entry) => entry.name === name);
  if (!event) throw notFound("event type");
  const fields = schemaFields(event.schema).map(({ path, type, isRequired, description }) => [
    html`<code>${path}</code>${isRequired ? undefined : html` <span class="badge">Optional</span>`}`,
    html`${type}`,
    prose(description),
  ]);
  return documentation(
    name,
    event.description,
    html`<p class="trail"><a href="${HOME}">Event catalogue</a> ›</p>
      <h1>${name}</h1>
      <p class="lead">${prose(event.description)}</p>
      <h2 id="sample">Sample</h2>
      <p>
        What your address gets, signed. The <a href="/developer/webhook-tester/">webhook tester</a> sends it to you, and
        so does <code>POST /webhooks/{id}/test</code>.
      </p>
      <pre tabindex="0"><code>${JSON.stringify(event.sample, undefined, 2)}</code></pre>
      <h2 id="fields">Fields</h2>
      <div class="fields">${table("Fields", ["Field", "Type", "Meaning"], fields)}</div>
      <h2 id="schema">JSON Schema</h2>
      <details>
        <summary>Show the schema</summary>
        <pre tabindex="0"><code>${JSON.stringify(event.schema, undefined, 2)}</code></pre>
      </details>`,
  );
}

const table = (caption: string, heads: readonly string[], rows: readonly (readonly Html[])[]): Html =>
  html`<div class="table" role="region" aria-label="${caption}" tabindex="0">
    <table>
      <thead>
        <tr>
          ${heads.map((head) => html`<th scope="col">${head}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (cells) =>
            html`<tr>
              ${cells.map((cell) => html`<td>${cell}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
