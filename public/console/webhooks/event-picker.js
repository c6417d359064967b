import { html, live, nothing } from "/assets/ui/html.js";
import { byNoun } from "/console/event-types.js";
import { nounLabel } from "/console/scopes.js";

/** @typedef {import("/console/event-types.js").EventType} EventType */

/** What is chosen: names of events, `noun.*` for all of a noun, `*` for all there are and will be. */
export class Choice {
  /** @type {Set<string>} */
  patterns;

  /** @param {readonly string[]} patterns */
  constructor(patterns) {
    this.patterns = new Set(patterns);
  }

  /** @param {string} pattern */
  toggle(pattern) {
    if (!this.patterns.delete(pattern)) this.patterns.add(pattern);
    if (pattern === "*" && this.patterns.has("*")) this.patterns = new Set(["*"]);
    if (pattern.endsWith(".*"))
      for (const each of this.patterns)
        if (each !== pattern && each.startsWith(pattern.slice(0, -1))) this.patterns.delete(each);
  }

  /** @param {string} name of an event */
  covers(name) {
    const [noun] = name.split(".");
    return this.patterns.has("*") || this.patterns.has(`${noun}.*`) || this.patterns.has(name);
  }

  get isEmpty() {
    return this.patterns.size === 0;
  }
}

/**
 * Which events a webhook gets, from the catalogue.
 * @param {{ types: readonly EventType[], choice: Choice, redraw: () => void, fault: string | undefined }} parts
 */
export function eventPicker({ types, choice, redraw, fault }) {
  const all = choice.patterns.has("*");
  /** @param {string} pattern @param {unknown} text @param {boolean} covered by a wider pattern */
  const box = (pattern, text, covered) => html`
    <label class="check">
      <input
        type="checkbox"
        .checked=${live(covered || choice.patterns.has(pattern))}
        ?disabled=${covered}
        @change=${() => {
          choice.toggle(pattern);
          redraw();
        }}
      />
      <span>${text}</span>
    </label>
  `;
  /** @param {{ noun: string, types: EventType[] }} group */
  const group = ({ noun, types: members }) => {
    const whole = all || choice.patterns.has(`${noun}.*`);
    const chosen = members.filter(({ name }) => choice.covers(name)).length;
    return html`<details class="events-group" ?open=${chosen > 0 && !all}>
      <summary>
        <span>${nounLabel(noun)}</span><span class="soft">${chosen > 0 ? `${chosen} of ${members.length}` : ""}</span>
      </summary>
      ${box(`${noun}.*`, html`<strong>All of them</strong>, also those that come later`, all)}
      ${members.map(({ name, description }) =>
        box(name, html`<code>${name}</code><br /><small class="soft">${description}</small>`, whole),
      )}
    </details>`;
  };
  return html`
    <fieldset class="fieldset stack tight" aria-describedby=${fault ? "events-fault" : nothing}>
      <legend>Events</legend>
      ${fault ? html`<p class="field-fault" id="events-fault">${fault}</p>` : nothing}
      ${box("*", html`<strong>Everything</strong>, also kinds of events that come later`, false)}
      <div class="events">${byNoun(types).map((each) => group(each))}</div>
      <p class="field-hint" role="status">
        ${types.filter(({ name }) => choice.covers(name)).length} of ${types.length} kinds of events
      </p>
    </fieldset>
  `;
}
