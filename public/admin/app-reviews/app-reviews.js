import { ago } from "/assets/ui/format.js";
import { html } from "/assets/ui/html.js";
import { monogram } from "/assets/ui/integrations.js";
import { openAdminPage } from "/assets/ui/page.js";
import { badge, card, heading, pager, table, tabs } from "/assets/ui/parts.js";
import { pages, show } from "/assets/ui/resource.js";
import { empty } from "/assets/ui/states.js";
import { due } from "/admin/app-reviews/due.js";
import { stateBadge } from "/assets/ui/app-parts.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */
/** @typedef {Schemas["AdminAppReview"]} Review */

const VIEWS = {
  waiting: { label: "Waiting", query: { "state[in]": ["submitted", "in_review"] } },
  all: { label: "All", query: { sort: "-created_at" } },
};
const asked = new URLSearchParams(location.search).get("view") ?? "waiting";
const view = /** @type {keyof typeof VIEWS} */ (Object.hasOwn(VIEWS, asked) ? asked : "waiting");

/** @param {readonly Schemas["AppCheck"][]} checks */
const failures = (checks) => {
  const failed = checks.filter(({ status }) => status === "failed");
  return failed.length === 0
    ? badge("good", "None")
    : html`${failed.map(({ rule, title }) => html`<a href="/docs/review-criteria/#${rule}" title=${title}><code>${rule}</code></a> `)}`;
};

openAdminPage(({ session, redraw }) => {
  const reviews = pages("/admin/app-reviews", redraw, () => ({ query: VIEWS[view].query }));

  /** @param {Review} review */
  const reviewer = ({ claimed_by: id }) => (id === null ? "Nobody" : id === session.user.id ? "You" : "Somebody else");

  const list = () =>
    table({
      caption: "Submissions",
      rows: reviews.rows,
      columns: [
        {
          label: "App",
          main: true,
          cell: ({ id, listing, round }) =>
            html`<span class="named"
              >${monogram(listing.name)}<span
                ><a href="/admin/app-reviews/review/?id=${id}">${listing.name}</a><br /><small
                  >${listing.tagline}${round > 1 ? ` · round ${round}` : ""}</small
                ></span
              ></span
            >`,
        },
        { label: "State", cell: ({ state }) => stateBadge(state) },
        { label: "Submitted", cell: ({ submitted_at: time }) => ago(time) },
        { label: "Due", cell: due },
        { label: "Failed checks", cell: ({ checks }) => failures(checks) },
        { label: "Reviewer", cell: reviewer },
      ],
    });

  return () => html`
    ${heading({
      title: "App reviews",
      lead: "Applications of developers that want into the marketplace, the oldest first. An answer is due within five business days.",
    })}
    ${tabs(
      "Submissions",
      Object.entries(VIEWS).map(([name, { label }]) => ({ href: `?view=${name}`, label, current: name === view })),
    )}
    ${card({
      flush: true,
      body: show(reviews, ({ data }) =>
        data.length === 0
          ? empty({ icon: "check", title: "Nothing waits", text: "Submissions of developers appear here." })
          : html`${list()}${pager(reviews)}`,
      ),
    })}
  `;
});
