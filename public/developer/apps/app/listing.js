import { get, put } from "/assets/ui/api.js";
import { textArea } from "/assets/ui/ask.js";
import { Form, selectField, submitButton, textField } from "/assets/ui/form.js";
import { html } from "/assets/ui/html.js";
import { spoken } from "/assets/ui/integrations.js";
import { toast } from "/assets/ui/overlay.js";
import { card } from "/assets/ui/parts.js";
import { resource, show } from "/assets/ui/resource.js";
import { note } from "/assets/ui/states.js";
import { screenshots } from "/developer/apps/app/images.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */
/** @typedef {import("/developer/apps/app/app.js").Place} Place */
/** @typedef {Schemas["AppListingInput"]} Draft */
/** @typedef {NonNullable<Draft["category"]>} Category */
/** @typedef {NonNullable<Draft["pricing_type"]>} Pricing */
/** @typedef {import("/assets/ui/form.js").Entries} Entries */

/** @type {Record<Category, true>} */
const CATEGORIES = {
  accounting: true,
  appliances: true,
  automation: true,
  banking: true,
  building_codes: true,
  cameras: true,
  communication: true,
  crm: true,
  design: true,
  drones: true,
  email: true,
  energy: true,
  equipment_rental: true,
  estimation: true,
  geospatial: true,
  inspection: true,
  lending: true,
  licensing: true,
  payment: true,
  permitting: true,
  scheduling: true,
  site_services: true,
  smart_home: true,
  storage: true,
  suppliers: true,
  surveying: true,
  title: true,
  weather: true,
  other: true,
};
/** @type {Record<Pricing, string>} */
const PRICINGS = { free: "Free", freemium: "Free, with paid parts", paid: "Paid" };

const FIELDS = [
  "name",
  "tagline",
  "summary",
  "category",
  "setup_guide_url",
  "support_email",
  "support_url",
  "pricing_type",
  "price_monthly_cents",
  "webhook_url",
];

/** @param {Entries} entries @returns {Draft} what of the listing was entered */
function textsOf(entries) {
  const texts = /** @type {const} */ (["name", "tagline", "summary", "setup_guide_url", "support_email"]);
  const filled = texts.flatMap((name) => (entries.text(name) ? [[name, entries.text(name)]] : []));
  const price = entries.text("price_monthly_cents");
  return {
    ...Object.fromEntries(filled),
    support_url: entries.text("support_url") || null,
    webhook_url: entries.text("webhook_url") || null,
    price_monthly_cents: price === "" ? null : Math.round(Number(price) * 100),
  };
}

/** @param {Entries} entries @param {Schemas["DeveloperApp"]} app @returns {Draft} */
function choicesOf(entries, app) {
  const [category, pricing] = [entries.text("category"), entries.text("pricing_type")];
  const said = app.scopes.flatMap((scope) => {
    const text = entries.text(`why.${scope}`);
    return text ? [[scope, text]] : [];
  });
  return {
    ...(category && { category: /** @type {Category} */ (category) }),
    pricing_type: /** @type {Pricing} */ (pricing),
    scope_justifications: Object.fromEntries(said),
  };
}

/** @param {Form} form @param {Draft} draft */
const words = (form, draft) => html`
  ${textField({ form, name: "name", required: true, label: "Name", maxLength: 30, value: draft.name ?? "", hint: "At most 30 characters." })}
  ${textField({ form, name: "tagline", required: true, label: "Tagline", maxLength: 40, value: draft.tagline ?? "", hint: "At most 40 characters." })}
  ${textArea({ form, name: "summary", required: true, label: "Summary", maxLength: 2000, rows: 8, value: draft.summary ?? "", hint: "What it does and for whom, in 200 to 2000 characters." })}
  ${selectField({
    form,
    name: "category",
    label: "Category",
    value: draft.category ?? "",
    options: [
      { value: "", label: "Choose one" },
      ...Object.keys(CATEGORIES).map((value) => ({ value, label: spoken(value) })),
    ],
  })}
`;

/** @param {Form} form @param {Draft} draft */
const addresses = (form, draft) => html`
  ${textField({ form, name: "setup_guide_url", required: true, label: "Setup guide", type: "url", value: draft.setup_guide_url ?? "" })}
  ${textField({ form, name: "support_email", required: true, label: "E-mail for help", type: "email", value: draft.support_email ?? "", maxLength: 254 })}
  ${textField({ form, name: "support_url", label: "Page for help", type: "url", value: draft.support_url ?? "" })}
  ${selectField({
    form,
    name: "pricing_type",
    label: "Price",
    value: draft.pricing_type ?? "free",
    options: Object.entries(PRICINGS).map(([value, label]) => ({ value, label })),
  })}
  ${textField({
    form,
    name: "price_monthly_cents",
    label: "Dollars a month",
    type: "number",
    value: draft.price_monthly_cents ? String(draft.price_monthly_cents / 100) : "",
  })}
  ${textField({ form, name: "webhook_url", label: "Where its webhooks go", type: "url", value: draft.webhook_url ?? "", hint: "Test it with the webhook tester, naming this app: rule R004." })}
`;

/** @param {Form} form @param {Draft} draft @param {Schemas["DeveloperApp"]} app */
const reasons = (form, draft, app) => html`
  <fieldset class="fieldset stack tight">
    <legend>What each scope is needed for</legend>
    ${app.scopes.map((scope) =>
      textField({
        form,
        name: `why.${scope}`,
        label: scope,
        optional: false,
        maxLength: 500,
        value: draft.scope_justifications?.[scope] ?? "",
      }),
    )}
    <p class="field-hint">At least 20 characters each: rule R002.</p>
  </fieldset>
`;

/** @param {Place} place */
export function listingView({ opened, redraw }) {
  const place = { opened, redraw, reload: async () => {} };
  const { id } = opened().app;
  const draft = resource(() => get("/developer/apps/{id}/listing", { path: { id } }), redraw);
  const { shots, draw: pictures } = screenshots(place);
  const form = new Form(FIELDS, redraw);
  const submit = form.onSubmit(async (entries) => {
    const body = {
      ...textsOf(entries),
      ...choicesOf(entries, opened().app),
      screenshots: shots.value?.map((shot) => shot.id) ?? draft.value?.screenshots ?? [],
    };
    draft.set(await put("/developer/apps/{id}/listing", { path: { id }, body }));
    toast("Saved. Nothing is published by it.");
  });

  return () => html`
    ${note("info", html`This is what the marketplace will show. <a href="?id=${id}&view=checks">The checks</a> say what is missing.`)}
    ${pictures()}
    ${card({
      title: "Listing",
      body: show(
        draft,
        (value) =>
          html`<form class="stack narrow" novalidate @submit=${submit}>
            ${form.summary} ${words(form, value)} ${addresses(form, value)} ${reasons(form, value, opened().app)}
            <div class="row">${submitButton(form, "Save the draft")}</div>
          </form>`,
      ),
    })}
  `;
}
