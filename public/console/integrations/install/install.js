import { get } from "/assets/ui/api.js";
import { html, nothing } from "/assets/ui/html.js";
import { monogram } from "/assets/ui/integrations.js";
import { openBuilderPage } from "/assets/ui/page.js";
import { card, heading } from "/assets/ui/parts.js";
import { resource, show } from "/assets/ui/resource.js";
import { empty, note } from "/assets/ui/states.js";
import { Wizard } from "/console/integrations/install/wizard.js";
import { stepBody, stepper } from "/console/integrations/install/steps.js";

const slug = new URLSearchParams(location.search).get("slug") ?? "";

const noneChosen = empty({
  icon: "grid",
  title: "Choose an integration first",
  text: "The marketplace says of each what it does, what it reads and writes, and what it costs.",
  action: html`<a class="button main" href="/marketplace/">Browse the marketplace</a>`,
});

openBuilderPage(({ builder, isSandbox, redraw }) => {
  if (slug === "") return () => html`${heading({ title: "Install an integration" })}${noneChosen}`;
  const opened = resource(async () => {
    const [listing, { data: installs }] = await Promise.all([
      get("/marketplace/integrations/{slug}", { path: { slug } }),
      get("/installs", { query: { slug } }),
    ]);
    return new Wizard({ listing, install: installs[0], key: `${builder.id}.${isSandbox}`, redraw });
  }, redraw);

  /** @param {Wizard} wizard */
  const whole = (wizard) => {
    const { listing } = wizard;
    if (listing.status === "planned")
      return empty({
        icon: "flask",
        title: `${listing.name} is not built yet`,
        text: "It cannot be installed. Its listing says what it is going to do.",
        action: html`<a class="button" href="/marketplace/${slug}/">Back to its listing</a>`,
      });
    if (listing.console_path !== null)
      return empty({
        icon: "grid",
        title: `${listing.name} is built in`,
        text: "It is part of your account. There is nothing to install.",
        action: html`<a class="button main" href=${listing.console_path}>Open it</a>`,
      });
    const incident = listing.incidents.find(({ is_open: isOpen }) => isOpen);
    return html`<div class="stack narrow">
      ${isSandbox ? note("warn", "You are in the sandbox: it is installed for invented data alone.") : nothing}
      ${incident ? note("bad", html`<strong>Right now:</strong> ${incident.title}. Installing may not work.`) : nothing}
      ${stepper(wizard)} ${card({ body: stepBody(wizard) })}
    </div>`;
  };

  return () => html`
    ${heading({
      title: opened.value
        ? html`<span class="named">${monogram(opened.value.listing.name)}Install ${opened.value.listing.name}</span>`
        : "Install an integration",
      lead: opened.value?.listing.tagline,
      back: { href: `/marketplace/${slug}/`, label: "Its listing" },
    })}
    ${show(opened, whole)}
  `;
});
