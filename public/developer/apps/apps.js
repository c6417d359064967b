import { ago, number } from "/assets/ui/format.js";
import { html, nothing } from "/assets/ui/html.js";
import { icon } from "/assets/ui/icons.js";
import { monogram } from "/assets/ui/integrations.js";
import { openUserPage } from "/assets/ui/page.js";
import { badge, card, heading, pager, table } from "/assets/ui/parts.js";
import { pages, show } from "/assets/ui/resource.js";
import { empty } from "/assets/ui/states.js";
import { stateBadge } from "/assets/ui/app-parts.js";

const register = html`<a class="button main" href="/developer/apps/new/">${icon("plus")}Register an app</a>`;

openUserPage(({ redraw }) => {
  const apps = pages("/developer/apps", redraw);

  const list = () =>
    table({
      caption: "Your applications",
      rows: apps.rows,
      columns: [
        {
          label: "App",
          main: true,
          cell: (app) =>
            html`<span class="named"
              >${app.logo_url ? html`<img class="monogram" src=${app.logo_url} alt="" />` : monogram(app.name)}<span
                ><a href="/developer/apps/app/?id=${app.id}">${app.name}</a><br /><small
                  ><code>${app.client_id}</code></small
                ></span
              ></span
            >`,
        },
        {
          label: "State",
          cell: (app) =>
            html`<span class="row"
              >${stateBadge(app.state)} ${app.is_published ? badge("good", "Published") : nothing}</span
            >`,
        },
        { label: "Installs", kind: "number", cell: (app) => number(app.install_count) },
        { label: "Registered", cell: (app) => ago(app.created_at) },
      ],
    });

  return () => html`
    ${heading({
      title: "My apps",
      lead: "An app acts for builders who let it in, by OAuth 2.0. Until it is approved, sandboxes and the builders you belong to can.",
      actions: register,
    })}
    ${card({
      flush: true,
      body: show(apps, ({ data }) =>
        data.length === 0
          ? empty({
              icon: "grid",
              title: "No app yet",
              text: "Registering takes a minute and gives you a client id and a secret to try with.",
              action: register,
            })
          : html`${list()}${pager(apps)}`,
      ),
    })}
  `;
});
