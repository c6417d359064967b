import { post } from "/assets/ui/api.js";
import { Entries, Form } from "/assets/ui/form.js";
import { html, nothing } from "/assets/ui/html.js";
import { note } from "/assets/ui/states.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */
/** @typedef {Schemas["AddressMatches"]} Found */
/** @typedef {Found["matches"][number]} Match */

/** @type {Record<Match["precision"], string>} */
const PRECISIONS = {
  building: "at the building",
  along_street: "by its number along the street, near the lot",
  area: "no nearer than its street or town",
};

/** To a yard or so. @param {Match} match */
const spotOf = ({ latitude, longitude }) => `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;

/** The address as it is entered, in one line; nothing while too little is. @param {Entries} entries */
function addressIn(entries) {
  const [street, city, state, code] = ["address_line1", "city", "state", "postal_code"].map((name) =>
    entries.text(name),
  );
  if (!street || !(code || (city && state))) return undefined;
  return [street, city, [state, code].filter(Boolean).join(" ")].filter(Boolean).join(", ");
}

/** @param {HTMLFormElement} form @param {string} name @param {number} value */
function enter(form, name, value) {
  const input = form.elements.namedItem(name);
  if (input instanceof HTMLInputElement) input.value = String(value);
}

/**
 * Finds the coordinates of the address that is entered in the form around it; they are entered when somebody takes them.
 * @param {() => void} redraw
 */
export function placeFinder(redraw) {
  const asking = new Form([], redraw);
  /** @type {Found | undefined} */
  let found;
  let said = "";

  /** @param {Event & { currentTarget: HTMLButtonElement }} event */
  async function find({ currentTarget: { form } }) {
    const address = form ? addressIn(new Entries(new FormData(form))) : undefined;
    found = undefined;
    asking.problem = undefined;
    said = address ? "" : "Enter the street, and its city and state or its ZIP code.";
    redraw();
    if (address) found = await asking.run(() => post("/address-matches", { body: { address } }));
    if (found?.matches.length === 0) said = `${found.source} does not know ${address}.`;
    redraw();
  }

  /** @param {Match} match */
  const taking =
    (match) =>
    (/** @type {Event & { currentTarget: HTMLButtonElement }} */ { currentTarget: { form } }) => {
      if (!form) return;
      enter(form, "latitude", match.latitude);
      enter(form, "longitude", match.longitude);
      found = undefined;
      said = `${spotOf(match)} is entered, and kept when you save.`;
      redraw();
    };

  const lacksGeocoder = () =>
    note(
      "info",
      html`US Census Geocoder finds the coordinates of an address, once it is installed.
        <a href="/console/integrations/install/?slug=us-census-geocoder" target="_blank" rel="noopener">Install it</a>
        and press again.`,
    );

  return () => html`
    <div class="stack">
      <div>
        <button type="button" class="button small" aria-busy=${asking.busy} ?disabled=${asking.busy} @click=${find}>
          Find the coordinates
        </button>
      </div>
      ${asking.problem?.code === "invalid_state" ? lacksGeocoder() : asking.summary}
      <div role="status" class="stack">
        ${said ? note("info", said) : nothing}
        ${(found?.matches ?? []).map((match) =>
          note(
            "info",
            html`Found: ${match.address} (${PRECISIONS[match.precision]}), ${spotOf(match)}.
              <button type="button" class="link" @click=${taking(match)}>Take these coordinates</button>`,
          ),
        )}
      </div>
    </div>
  `;
}
