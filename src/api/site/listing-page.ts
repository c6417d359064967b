import { type PublicIncident, recentIncidents } from "#modules/incidents";
import { readDays, readHealth } from "#modules/integration-health";
import { type IntegrationReview, listReviews } from "#modules/integration-reviews";
import { getListing, type Listing } from "#modules/listings";
import type { OpenContext } from "../../context";
import { html, type Html } from "../html";
import { sitePage } from "./frame";
import { healthChart } from "./health-chart";
import { altOf, HEIGHT, SMALL_WIDTH, smallOf, WIDTH } from "./screenshots";
import { dayOf, duration, kindMeaning, kindName, plural, priceOf, spoken, STATUS_NAMES } from "./words";

type Health = Awaited<ReturnType<typeof readHealth>>;

const REVIEWS = { limit: 10, cursor: undefined, sort: { field: "created_at", descending: true }, filters: [] };

/** An integration as a page. @throws DomainError not_found */
export async function listingPage(ctx: OpenContext, slug: string): Promise<Response> {
  const [listing, incidents, health, days, reviews] = await Promise.all([
    getListing(ctx, slug),
    recentIncidents(ctx, slug),
    readHealth(ctx, slug),
    readDays(ctx, slug),
    listReviews(ctx, slug, REVIEWS),
  ]);
  const body = html`<div class="listing">
    <main id="content" class="page">
      <p class="trail">
        <a href="/marketplace/">Integrations</a> ›
        <a href="/marketplace/?category=${listing.category}">${spoken(listing.category)}</a>
      </p>
      <h1>${listing.name}</h1>
      <p class="lead">${listing.tagline}</p>
      ${warning(listing, incidents)} ${useLink(listing)}
      ${listing.long_description.split("\n\n").map((paragraph) => html`<p>${paragraph}</p>`)} ${pictures(listing)}
      ${section("setup", setupTitle(listing), setup(listing))}
      ${section("permissions", "What you agree to", bullets(listing.permissions))}
      ${section("data", "Data", data(listing))} ${section("versions", "Versions", versions(listing))}
      ${section("health", "Health", healthOf(health, days))}
      ${section("incidents", "Incidents", incidentList(incidents))}
      ${section("reviews", "Reviews", reviewList(listing, reviews.data))}
    </main>
    ${facts(listing)}
  </div>`;
  return sitePage({ title: `${listing.name} · RossOS Marketplace`, description: listing.description, body });
}

const section = (id: string, title: string, content: Html | undefined): Html | undefined =>
  content &&
  html`<section id="${id}">
    <h2>${title}</h2>
    ${content}
  </section>`;

const bullets = (lines: readonly string[]): Html | undefined =>
  lines.length === 0
    ? undefined
    : html`<ul>
        ${lines.map((line) => html`<li>${line}</li>`)}
      </ul>`;

function warning({ name, status }: Listing, incidents: readonly PublicIncident[]): Html | undefined {
  if (status === "planned")
    return html`<p class="note">
      <strong>Planned.</strong> ${name} is not built yet and cannot be installed. What follows is what it is going to
      do. Members can follow it and are told when it is there.
    </p>`;
  const open = incidents.find(({ is_open: isOpen }) => isOpen);
  return open && html`<p class="note bad"><strong>Right now:</strong> ${open.title}. <a href="#incidents">More</a></p>`;
}

/**
 * Into the builder console: to where it is used if it is built in, else to the wizard. An application of a developer is let
 * in from its own side.
 */
function useLink({ name, slug, status, provided_by: by, console_path: path }: Listing): Html | undefined {
  if (path !== null)
    return html`<p class="note"><strong>Built in.</strong> It is part of your account; there is nothing to install.</p>
      <p><a class="button main" href="${path}">Open it in the console</a></p>`;
  return status === "available" && by === "platform"
    ? html`<p><a class="button main" href="/console/integrations/install/?slug=${slug}">Install ${name}</a></p>`
    : undefined;
}

const pictures = ({ name, screenshots }: Listing): Html | undefined =>
  screenshots.length === 0
    ? undefined
    : html`<div class="shots">
        ${screenshots.map(
          (path, index) =>
            html`<a href="${path}"
              ><img
                src="${path}"
                ${copies(path)}
                alt="${altOf(name, path, index)}"
                width="${String(WIDTH)}"
                height="${String(HEIGHT)}"
                ${index === 0 ? FIRST : LATER}
            /></a>`,
        )}
      </div>`;

const FIRST = html`fetchpriority="high"`;
const LATER = html`loading="lazy" decoding="async"`;

/** Lets the browser take the smaller copy of a picture, if there is one and it is enough. */
function copies(path: string): Html | undefined {
  const small = smallOf(path);
  return small === undefined
    ? undefined
    : html`srcset="${small} ${String(SMALL_WIDTH)}w, ${path} ${String(WIDTH)}w" sizes="(min-width: 52rem) 24rem, 100vw"`;
}

const setupTitle = ({ status, console_path: path }: Listing): string =>
  status === "planned" ? "How it will be set up" : path === null ? "Setup" : "How it is used";

const setup = ({ setup_guide: steps, setup_guide_url: url }: Listing): Html =>
  steps.length > 0
    ? html`<ol>
        ${steps.map((step) => html`<li>${step}</li>`)}
      </ol>`
    : html`<p><a href="${url}">The developer's setup guide</a></p>`;

function data({ data_read: read, data_written: written }: Listing): Html | undefined {
  if (read.length === 0 && written.length === 0) return undefined;
  return html`<div class="two">
    <div>
      <h3>It reads</h3>
      ${bullets(read) ?? NONE}
    </div>
    <div>
      <h3>It writes</h3>
      ${bullets(written) ?? NONE}
    </div>
  </div>`;
}

const NONE = html`<p>Nothing.</p>`;

const versions = ({ versions: all }: Listing): Html | undefined =>
  all.length === 0
    ? undefined
    : html`<dl>
        ${all.map(
          (version) =>
            html`<dt>
                ${version.version},
                ${dayOf(version.released_on)}${version.status === "deprecated" ? html` <span class="badge">Deprecated</span>` : undefined}
              </dt>
              <dd>
                ${version.release_notes}${version.upgrade_deadline === null ? undefined : html` Upgrade until ${dayOf(version.upgrade_deadline)}.`}
              </dd>`,
        )}
      </dl>`;

const WINDOWS = { "1h": "hour", "24h": "24 hours", "30d": "30 days" } as const;
const percent = (rate: number | null): string => (rate === null ? "–" : `${(rate * 100).toFixed(1)}%`);
const ms = (value: number | null): string => (value === null ? "–" : `${value} ms`);

const healthOf = (health: Health, days: Parameters<typeof healthChart>[0]): Html | undefined =>
  health.length === 0 ? undefined : html`${healthChart(days)} ${healthTable(health)}`;

const healthTable = (health: Health): Html | undefined =>
  health.length === 0
    ? undefined
    : html`<div class="table" role="region" aria-label="Health by version" tabindex="0">
        <table>
          <thead>
            <tr>
              <th scope="col">Version</th>
              <th scope="col">Last</th>
              <th scope="col">Calls</th>
              <th scope="col">Failed</th>
              <th scope="col">Half within</th>
              <th scope="col">95 % within</th>
            </tr>
          </thead>
          <tbody>
            ${health.flatMap(({ version, windows }) =>
              windows.map(
                (row) =>
                  html`<tr>
                    <td>${version}</td>
                    <td>${WINDOWS[row.window]}</td>
                    <td>${row.calls.toLocaleString("en-US")}</td>
                    <td>${percent(row.error_rate)}</td>
                    <td>${ms(row.p50_ms)}</td>
                    <td>${ms(row.p95_ms)}</td>
                  </tr>`,
              ),
            )}
          </tbody>
        </table>
      </div>`;

const incidentList = (incidents: readonly PublicIncident[]): Html | undefined =>
  incidents.length === 0
    ? undefined
    : html`<ul class="plain">
        ${incidents.map(
          (incident) =>
            html`<li>
              <strong>${incident.title}</strong>
              <p class="facts">
                <span>${dayOf(incident.opened_at)}</span>
                <span>${incident.is_open ? "goes on since" : "lasted"} ${duration(incident.duration_seconds)}</span>
              </p>
              ${incident.updates.map(({ body, created_at: at }) => html`<p>${dayOf(at)}: ${body}</p>`)}
            </li>`,
        )}
      </ul>`;

const stars = (rating: number): Html =>
  html`<span role="img" aria-label="${plural(rating, "star")} of 5"
    >${"★".repeat(rating)}${"☆".repeat(5 - rating)}</span
  >`;

function reviewList(
  { slug, review_count: count, average_rating: average }: Listing,
  reviews: readonly IntegrationReview[],
): Html | undefined {
  if (count === 0 || average === null) return undefined;
  return html`<p>${average.toFixed(1)} of 5 from ${plural(count, "review")}. Who reviews has used it for a week.</p>
    <ul class="plain">
      ${reviews.map(
        (review) =>
          html`<li>
            <h3>${stars(review.rating)} ${review.title}</h3>
            <p>${review.body}</p>
            <p class="facts"><span>${review.author}</span><span>${dayOf(review.created_at)}</span></p>
            ${review.answer === null ? undefined : html`<blockquote><p>${review.answer}</p></blockquote>`}
          </li>`,
      )}
    </ul>
    ${count > reviews.length ? html`<p><a href="/api/v1/marketplace/integrations/${slug}/reviews">All reviews, as data</a></p>` : undefined}`;
}

const fact = (name: string, value: Html | string): Html =>
  html`<dt>${name}</dt>
    <dd>${value}</dd>`;

function facts(listing: Listing): Html {
  const { support_email: email, support_url: url } = listing;
  return html`<aside aria-label="In short">
    <dl>
      ${[
        fact(
          "Status",
          html`<span class="badge ${listing.status}">${STATUS_NAMES[listing.status] ?? listing.status}</span>`,
        ),
        fact("How it works", html`${kindName(listing.kind)}. ${kindMeaning(listing.kind)}`),
        fact("Price", html`${priceOf(listing.pricing_type, listing.price_monthly_cents)}. ${listing.pricing_note}`),
        fact("Made by", listing.developer_name),
        fact("Installed by", listing.console_path === null ? plural(listing.install_count, "builder") : "Built in"),
        ...(email === null ? [] : [fact("Support", html`<a href="mailto:${email}">${email}</a>`)]),
        ...(url === null ? [] : [fact("Support page", html`<a href="${url}" rel="nofollow noopener">${url}</a>`)]),
      ]}
    </dl>
  </aside>`;
}
