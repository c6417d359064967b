import { PROBLEMS } from "../../src/api/problem";
import { documentationPage, escapeHtml } from "./page";

const marked = (text: string): string => escapeHtml(text).replaceAll(/`([^`]+)`/gu, "<code>$1</code>");

const section = ([code, [status, title, meaning, advice]]: [string, (typeof PROBLEMS)[keyof typeof PROBLEMS]]) =>
  `<section class="problem" id="${code}"><h2><span class="status">${status}</span> ${escapeHtml(title)} <code>${code}</code></h2>
<p>${marked(meaning)}</p><p><strong>What to do.</strong> ${marked(advice)}</p></section>`;

/** `public/docs/problems/index.html`: a section for each kind of problem, with its code as the anchor. */
export const problemsPage = (): string =>
  documentationPage({
    path: "/docs/problems/",
    title: "Problems",
    description: "Every kind of refusal, what it means, and what to do.",
    content: `<p class="lead">Every <code>code</code> that a problem document can have. Its <code>type</code> leads here.</p>
<p>How to read a problem, and which to repeat: <a href="/docs/guides/errors/">Errors</a>.</p>
${Object.entries(PROBLEMS).map(section).join("\n")}`,
  });
