import { html, svg } from "/assets/ui/html.js";

/** Strokes on a 20 × 20 grid, drawn for this site. */
const SHAPES = {
  home: svg`<path d="M3.5 9.2 10 3.8l6.5 5.4v6.6a.9.9 0 0 1-.9.9h-3.4v-4.6H7.8v4.6H4.4a.9.9 0 0 1-.9-.9z"/>`,
  folder: svg`<path d="M2.8 15V5.2a.9.9 0 0 1 .9-.9h3.8l1.8 2.1h7a.9.9 0 0 1 .9.9V15a.9.9 0 0 1-.9.9H3.7a.9.9 0 0 1-.9-.9z"/>`,
  key: svg`<circle cx="6.8" cy="13.2" r="3.3"/><path d="m9.2 10.8 7-7M13.2 6.8l2.4 2.4"/>`,
  webhook: svg`<circle cx="5" cy="14" r="2.2"/><circle cx="15" cy="14" r="2.2"/><circle cx="10" cy="5.4" r="2.2"/><path d="M7.2 14h5.6M8.9 7.4 6 12M11.1 7.4 14 12"/>`,
  pulse: svg`<path d="M2.5 10.5h3.2l2.1-5.8 3.9 10.6 2.2-4.8h3.6"/>`,
  plug: svg`<path d="M7.2 2.8v3.6M12.8 2.8v3.6M5 6.4h10v2.8a5 5 0 0 1-10 0zM10 14.2v3"/>`,
  bell: svg`<path d="M5.2 12.8V9a4.8 4.8 0 0 1 9.6 0v3.8l1.4 1.7H3.8zM8.4 16.8h3.2"/>`,
  people: svg`<circle cx="7.4" cy="7" r="2.7"/><path d="M2.4 16.2c.3-3 2.2-4.7 5-4.7s4.7 1.7 5 4.7M13 4.6a2.7 2.7 0 0 1 0 4.9M14.6 12c1.8.6 2.8 2 3 4.2"/>`,
  flask: svg`<path d="M7.6 3h4.8M8.4 3v5L4 15.4a1 1 0 0 0 .9 1.5h10.2a1 1 0 0 0 .9-1.5L11.6 8V3M6.4 12h7.2"/>`,
  grid: svg`<rect x="3.2" y="3.2" width="5.4" height="5.4" rx="1"/><rect x="11.4" y="3.2" width="5.4" height="5.4" rx="1"/><rect x="3.2" y="11.4" width="5.4" height="5.4" rx="1"/><rect x="11.4" y="11.4" width="5.4" height="5.4" rx="1"/>`,
  card: svg`<rect x="2.8" y="4.6" width="14.4" height="10.8" rx="1.4"/><path d="M2.8 8.4h14.4M5.6 12.4h3"/>`,
  book: svg`<path d="M10 5.2C8.4 4 6 3.6 3.2 3.8v11.6c2.8-.2 5.2.2 6.8 1.4 1.6-1.2 4-1.6 6.8-1.4V3.8C14 3.6 11.6 4 10 5.2zm0 0v11.6"/>`,
  braces: svg`<path d="M7.4 3.4H6.6c-1.2 0-1.8.7-1.8 1.8v2.4c0 1.3-.6 2.1-1.8 2.4 1.2.3 1.8 1.1 1.8 2.4v2.4c0 1.1.6 1.8 1.8 1.8h.8M12.6 3.4h.8c1.2 0 1.8.7 1.8 1.8v2.4c0 1.3.6 2.1 1.8 2.4-1.2.3-1.8 1.1-1.8 2.4v2.4c0 1.1-.6 1.8-1.8 1.8h-.8"/>`,
  shield: svg`<path d="M10 2.8 4 5v4.6c0 3.6 2.4 6.2 6 7.6 3.6-1.4 6-4 6-7.6V5z"/>`,
  gauge: svg`<path d="M3.6 14.6a7.2 7.2 0 1 1 12.8 0M10 11.4l3.2-3.8"/>`,
  menu: svg`<path d="M3.4 5.6h13.2M3.4 10h13.2M3.4 14.4h13.2"/>`,
  close: svg`<path d="m5 5 10 10M15 5 5 15"/>`,
  check: svg`<path d="m4 10.6 4 4 8-9"/>`,
  copy: svg`<rect x="7" y="7" width="9.4" height="9.4" rx="1.4"/><path d="M4.8 13a1.2 1.2 0 0 1-1.2-1.2V4.8a1.2 1.2 0 0 1 1.2-1.2h7A1.2 1.2 0 0 1 13 4.8"/>`,
  plus: svg`<path d="M10 4v12M4 10h12"/>`,
  chevron: svg`<path d="m6 8 4 4 4-4"/>`,
  left: svg`<path d="m12 5-5 5 5 5"/>`,
  right: svg`<path d="m8 5 5 5-5 5"/>`,
  warning: svg`<path d="M10 3.4 2.6 16.2h14.8zM10 8.2v3.6M10 14v.2"/>`,
  cloud: svg`<path d="M6 15.4h8.4a3.2 3.2 0 0 0 .4-6.4A5 5 0 0 0 5.3 8 3.8 3.8 0 0 0 6 15.4zM3 3l14 14"/>`,
  refresh: svg`<path d="M16.4 10a6.4 6.4 0 1 1-1.9-4.5L16.4 7M16.4 3.4V7h-3.6"/>`,
  user: svg`<circle cx="10" cy="7" r="3.2"/><path d="M3.8 16.8c.5-3.4 2.9-5.2 6.2-5.2s5.7 1.8 6.2 5.2"/>`,
  play: svg`<path d="M6.4 4.2v11.6L15.6 10z"/>`,
  trash: svg`<path d="M4 5.8h12M8 5.6V3.8h4v1.8M5.4 5.8l.8 10.6h7.6l.8-10.6M8.4 9v4.4M11.6 9v4.4"/>`,
  permit: svg`<path d="M5 2.8h6.8l3.4 3.4v10a.9.9 0 0 1-.9.9H5.7a.9.9 0 0 1-.9-.9V2.8zM11.6 3v3.4H15M7.2 11.6l2 2 3.4-4"/>`,
  external: svg`<path d="M11.4 3.8h4.8v4.8M16 4l-6.6 6.6M14 11.6v3.6a1 1 0 0 1-1 1H4.8a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1h3.6"/>`,
};

/** @typedef {keyof typeof SHAPES} IconName */

/**
 * Decoration: what it means is said by the text beside it, or by the label of its button.
 * @param {IconName} name
 */
export const icon = (name) =>
  html`<svg class="icon" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">${SHAPES[name]}</svg>`;
