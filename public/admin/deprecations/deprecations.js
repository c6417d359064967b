import { get, post } from "/assets/ui/api.js";
import { html } from "/assets/ui/html.js";
import { toast } from "/assets/ui/overlay.js";
import { openAdminPage } from "/assets/ui/page.js";
import { card, heading, pager, tabs } from "/assets/ui/parts.js";
import { toProblem } from "/assets/ui/problem.js";
import { pages, resource, show } from "/assets/ui/resource.js";
import { empty } from "/assets/ui/states.js";
import { alertCard } from "/admin/deprecations/alerts.js";
import { apiVersions, integrationVersions } from "/admin/deprecations/timelines.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */

const asked = new URLSearchParams(location.search).get("view");
const view = asked === "alerts" || asked === "resolved" ? asked : "versions";

/** @param {() => void} redraw */
function versionsView(redraw) {
  const loaded = resource(async () => {
    const [{ data: api }, { data: integrations }, { data: alerts }] = await Promise.all([
      get("/versions"),
      get("/admin/integrations"),
      get("/admin/contract-alerts", { query: { is_open: true, limit: 100 } }),
    ]);
    return { api, integrations, alerts };
  }, redraw);
  return () =>
    show(
      loaded,
      ({ api, integrations, alerts }) =>
        html`<div class="stack">${apiVersions(api)} ${integrationVersions(integrations, alerts)}</div>`,
    );
}

/** @param {() => void} redraw */
function alertsView(redraw) {
  const isOpen = view === "alerts";
  const alerts = pages("/admin/contract-alerts", redraw, () => ({ query: { is_open: isOpen } }));

  /** @param {Schemas["ContractAlert"]} alert */
  const resolve = async ({ id, integration_name: name, endpoint }) => {
    try {
      await post("/admin/contract-alerts/{id}/resolve", { path: { id } });
      toast(`${name}, ${endpoint}: dealt with.`);
    } catch (error) {
      toast(toProblem(error).message, "bad");
    }
    await alerts.load();
  };

  return () =>
    show(alerts, ({ data }) =>
      data.length === 0
        ? card({
            body: empty({
              icon: "check",
              title: isOpen ? "Every answer fits" : "None was dealt with yet",
              text: "An alert appears when a service answers otherwise than its connector expects.",
            }),
          })
        : html`<div class="stack">
            ${data.map((alert) => alertCard(alert, () => void resolve(alert)))}${pager(alerts)}
          </div>`,
    );
}

openAdminPage(({ redraw }) => {
  const draw = view === "versions" ? versionsView(redraw) : alertsView(redraw);
  return () => html`
    ${heading({
      title: "Deprecations",
      lead: "Which versions of the API and of integrations are on their way out, and where a service has changed without a word.",
    })}
    ${tabs("Deprecations", [
      { href: "/admin/deprecations/", label: "Versions", current: view === "versions" },
      { href: "/admin/deprecations/?view=alerts", label: "Contract alerts", current: view === "alerts" },
      { href: "/admin/deprecations/?view=resolved", label: "Dealt with", current: view === "resolved" },
    ])}
    ${draw()}
  `;
});
