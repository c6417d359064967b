import { html } from "/assets/ui/html.js";
import { openBuilderPage } from "/assets/ui/page.js";
import { heading } from "/assets/ui/parts.js";

openBuilderPage(({ builder }) => {
  return () => html`${heading({ title: "Overview", lead: builder.name })}`;
});
