import { get, post } from "/assets/ui/api.js";
import { ago, day } from "/assets/ui/format.js";
import { html, nothing } from "/assets/ui/html.js";
import { toast } from "/assets/ui/overlay.js";
import { openBuilderPage } from "/assets/ui/page.js";
import { badge, card, heading, pager, smallButton, table } from "/assets/ui/parts.js";
import { toProblem } from "/assets/ui/problem.js";
import { Pages, show } from "/assets/ui/resource.js";
import { empty, note } from "/assets/ui/states.js";
import { STANDINGS, standingBadge } from "/console/licenses/shown.js";
import { memberName } from "/console/members/name.js";
import { recordCheck } from "/console/licenses/record-check.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */
/** @typedef {import("/console/licenses/shown.js").Row} Row */
/** @typedef {import("/assets/ui/page.js").BuilderPage} BuilderPage */

const SHOWN = 20;
/** The one vendor that a notice led to. */
const asked = new URLSearchParams(location.search).get("vendor");

/** Who checked licenses, each asked for once. @param {BuilderPage} page */
function checkers(page) {
  /** @type {Map<string, Promise<string>>} */
  const names = new Map();
  return async (/** @type {Schemas["VendorLicense"] | undefined} */ license) => {
    const id = license?.current?.checked_by;
    if (!id) return null;
    const name = names.get(id) ?? memberName(page, id);
    names.set(id, name);
    return await name;
  };
}

/**
 * A page of vendors, each with what is known of its license.
 * @param {BuilderPage} viewer
 * @param {string | undefined} cursor
 */
async function load(viewer, cursor) {
  const page = asked
    ? { data: [await get("/vendors/{id}", { path: { id: asked } })], has_more: false, next_cursor: null }
    : await get("/vendors", { query: { limit: SHOWN, ...(cursor && { cursor }) } });
  const checkerOf = checkers(viewer);
  const data = await Promise.all(
    page.data.map(async (vendor) => {
      const hasLicense = vendor.license_number !== null && vendor.license_state !== null;
      const license = hasLicense ? await get("/vendors/{id}/license", { path: { id: vendor.id } }) : undefined;
      return { vendor, license, by: await checkerOf(license) };
    }),
  );
  return { ...page, data };
}

/** @param {string} source */
const sourceOf = (source) =>
  source === "manual" ? "The board's page, by hand" : source === "file" ? "The state's file" : source;

/** @param {Row} row */
const numberOf = ({ vendor, license }) =>
  license ? `${vendor.license_state} ${vendor.license_number}` : html`<span class="soft">None on record</span>`;

/** @param {Row} row */
const standing = ({ license }) => {
  const check = license?.current;
  if (!check) return license ? badge("neutral", "Not verified yet") : "–";
  return html`<div>
    ${standingBadge(check.standing)}${check.status_text ? html`<br /><small>${check.status_text}</small>` : nothing}
  </div>`;
};

/** @param {Row} row */
const source = ({ license, by }) => {
  const check = license?.current;
  if (!check) return "–";
  const { source_url: url } = check;
  const words = sourceOf(check.source);
  return html`<div>
    ${url ? html`<a href=${url} rel="noopener noreferrer" target="_blank">${words}</a>` : words}<br /><small
      >checked ${ago(check.checked_at)}${by === null ? "" : ` by ${by}`}</small
    >
  </div>`;
};

/**
 * @param {readonly Row[]} rows
 * @param {(row: Row) => unknown} actions
 */
const licenseTable = (rows, actions) =>
  table({
    caption: "Vendor licenses",
    rows,
    columns: [
      {
        label: "Vendor",
        main: true,
        cell: ({ vendor }) =>
          html`<div>${vendor.name}${vendor.trade ? html`<br /><small>${vendor.trade}</small>` : nothing}</div>`,
      },
      { label: "License", cell: numberOf },
      { label: "Standing", cell: standing },
      {
        label: "Ends",
        cell: ({ license }) => (license?.current?.expires_on ? day(license.current.expires_on) : "–"),
      },
      { label: "Source", cell: source },
      { label: "Actions", kind: "actions", cell: actions },
    ],
  });

const none = () =>
  empty({
    icon: "people",
    title: "No vendors yet",
    text: "Vendors come from the software that your business runs on, or through the API.",
  });

/**
 * @typedef {object} Work
 * @property {string | undefined} pending id of the vendor whose license is being looked up
 * @property {(vendor: Schemas["Vendor"]) => unknown} lookUp
 * @property {(row: Row) => unknown} record
 */
/** @param {Row} row @param {Work} work */
function buttons(row, { pending, lookUp, record }) {
  const { vendor, license } = row;
  if (!license?.board) return nothing;
  return html`
    ${
      license.board.method === "manual"
        ? nothing
        : smallButton("Look up now", () => lookUp(vendor), {
            label: `Look up now: ${vendor.name}`,
            disabled: pending !== undefined,
            busy: pending === vendor.id,
          })
    }
    ${smallButton("Record a check", () => record(row), { label: `Record a check of ${vendor.name}` })}
  `;
}

openBuilderPage((page) => {
  const { redraw } = page;
  const list = new Pages((cursor) => load(page, cursor), redraw);
  list.refresh();
  /** What is being looked up. @type {string | undefined} */
  let pending;
  /** Why the last look-up did not succeed. @type {{ vendor: Schemas["Vendor"], message: string } | undefined} */
  let refused;

  /** @param {Schemas["Vendor"]} vendor */
  const lookUp = async (vendor) => {
    pending = vendor.id;
    refused = undefined;
    redraw();
    try {
      const check = await post("/vendors/{id}/license/verify", { path: { id: vendor.id } });
      toast(`${vendor.name}: ${STANDINGS[check.standing].label}`);
    } catch (error) {
      refused = { vendor, message: toProblem(error).message };
    }
    pending = undefined;
    await list.load();
  };
  /** @param {Row} row */
  const record = async (row) => {
    if (!(await recordCheck(row))) return;
    refused = undefined;
    toast("Recorded");
    list.refresh();
  };

  return () => html`
    ${heading({
      title: "Vendor licenses",
      actions: asked ? html`<a class="button" href="/console/licenses/">All vendors</a>` : undefined,
      lead: "Whether the people you hire may do the work: what each state's board has on record, from where, and when it was looked at.",
    })}
    <div class="stack">
      ${
        refused
          ? html`<div role="alert">
              ${note("warn", html`<strong>${refused.vendor.name}.</strong> ${refused.message}`)}
            </div>`
          : nothing
      }
      ${card({
        flush: true,
        body: show(list, ({ data }) =>
          data.length === 0
            ? none()
            : html`${licenseTable(data, (row) => buttons(row, { pending, lookUp, record }))}${pager(list)}`,
        ),
      })}
    </div>
  `;
});
