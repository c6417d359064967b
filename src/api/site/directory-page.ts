import { CATEGORIES } from "#models";
import { type DirectoryQuery, KINDS, listListings, PRICING_TYPES, STATUSES } from "#modules/listings";
import type { OpenContext } from "../../context";
import { html, type Html } from "../html";
import { readQuery } from "../read-query";
import { directoryQuery } from "../v1/marketplace/query";
import { sitePage } from "./frame";
import { kindName, monogram, plural, priceOf, spoken, STATUS_NAMES } from "./words";

type Found = Awaited<ReturnType<typeof listListings>>;
type Item = Found["data"][number];

const SORTS = { popularity: "Most installed", rating: "Best rated", newest: "Newest", name: "Name" } as const;

/** A form sends what was left empty, too; nobody asked for it. */
function asked(url: URL): URLSearchParams {
  const search = new URLSearchParams(url.search);
  for (const [name, value] of url.searchParams) if (value.trim() === "") search.delete(name);
  if (search.get("sort") === "relevance" && !search.has("q")) search.delete("sort");
  return search;
}

const withParameter = (search: URLSearchParams, name: string, value: string | undefined): string => {
  const next = new URLSearchParams(search);
  next.delete("cursor");
  if (value === undefined) next.delete(name);
  else next.set(name, value);
  const text = next.toString();
  return text === "" ? "/marketplace/" : `/marketplace/?${text}`;
};

/** The directory as a page, with the same parameters as the API. @throws DomainError invalid_request */
export async function directoryPage(ctx: OpenContext, url: URL): Promise<Response> {
  const search = asked(url);
  const query = readQuery({ query: { schema: directoryQuery } }, search) as DirectoryQuery;
  const found = await listListings(ctx, { ...query, limit: 24 });
  const searched = search.get("q");
  const body = html`<div class="directory">
    <div class="filters" id="filters">${filters(search, found.facets)}</div>
    <main id="content" class="page">
      <h1>${searched === null ? "Integrations" : `Integrations for “${searched}”`}</h1>
      <p class="lead">
        What connects to your business, what it does with your data, and honestly how. What is planned is not built yet.
      </p>
      ${searchForm(search)}
      <div id="results">
        <p class="count"><span role="status">${plural(found.total, "integration")}</span>${sorts(search)}</p>
        ${
          found.data.length === 0
            ? NOTHING
            : html`<ul class="listings">
                ${found.data.map(card)}
              </ul>`
        }
        ${pager(search, found.nextCursor)}
      </div>
    </main>
  </div>`;
  const title = searched === null ? "Integrations · RossOS Marketplace" : `${searched} · RossOS Marketplace`;
  const description =
    "Integrations for residential builders: accounting, permits, weather, suppliers, banking and more.";
  return sitePage({ title, description, body, script: "/assets/directory.js" });
}

const NOTHING = html`<p class="nothing">Nothing fits. Try fewer words, or take a filter away.</p>`;

const KEPT = ["category", "kind", "pricing", "status", "sort"] as const;

const searchForm = (search: URLSearchParams): Html =>
  html`<form class="search" action="/marketplace/" method="get" role="search">
    <label for="q">Search integrations</label>
    <input
      id="q"
      name="q"
      type="search"
      maxlength="200"
      value="${search.get("q") ?? ""}"
      placeholder="QuickBooks, permits, weather"
    />
    ${KEPT.flatMap((name) => {
      const value = search.get(name);
      return value === null ? [] : [html`<input type="hidden" name="${name}" value="${value}" />`];
    })}
    <button class="button main" type="submit">Search</button>
  </form>`;

function sorts(search: URLSearchParams): Html {
  const present = search.get("sort") ?? (search.has("q") ? "relevance" : "popularity");
  const names = { ...(search.has("q") ? { relevance: "Best match" } : {}), ...SORTS };
  const links = Object.entries(names).map(([value, name]) =>
    value === present
      ? html` <strong>${name}</strong>`
      : html` <a href="${withParameter(search, "sort", value)}">${name}</a>`,
  );
  return html`<span class="sorts">Sorted by ${links}</span>`;
}

type Filter = {
  name: "category" | "kind" | "pricing" | "status";
  title: string;
  values: readonly string[];
  say: (value: string) => string;
};

const FILTERS: readonly Filter[] = [
  { name: "status", title: "Status", values: STATUSES, say: (value) => STATUS_NAMES[value] ?? value },
  { name: "category", title: "Category", values: CATEGORIES, say: spoken },
  { name: "kind", title: "How it works", values: KINDS, say: kindName },
  { name: "pricing", title: "Price", values: PRICING_TYPES, say: spoken },
];

const filters = (search: URLSearchParams, facets: Found["facets"]): Html[] =>
  FILTERS.map(({ name, title, values, say }) => {
    const chosen = search.get(name);
    const items = values.flatMap((value) => {
      const count = facets[name].find((facet) => facet.value === value)?.count ?? 0;
      if (count === 0 && value !== chosen) return [];
      const href = withParameter(search, name, value === chosen ? undefined : value);
      const mark = value === chosen ? html` aria-current="true"` : undefined;
      return [
        html`<li>
          <a href="${href}" ${mark}>${say(value)} <span class="n">${String(count)}</span></a>
        </li>`,
      ];
    });
    return html`<nav aria-label="${title}">
      <h2>${title}</h2>
      <ul>
        ${items}
      </ul>
    </nav>`;
  });

const card = (item: Item): Html =>
  html`<li>
    <span class="monogram" aria-hidden="true">${monogram(item.name)}</span>
    <h2><a href="/marketplace/${item.slug}/">${item.name}</a></h2>
    <p>${item.tagline}</p>
    <p class="facts">
      ${item.is_featured ? html`<span class="badge featured">Featured</span>` : undefined} ${health(item)}
      <span class="badge ${item.status}">${STATUS_NAMES[item.status] ?? item.status}</span>
      <span>${spoken(item.category)}</span>
      <span>${kindName(item.kind)}</span>
      <span>${priceOf(item.pricing_type, item.price_monthly_cents)}</span>
      ${item.average_rating === null ? undefined : html`<span>★ ${item.average_rating.toFixed(1)} (${String(item.review_count)})</span>`}
      ${item.install_count === 0 ? undefined : html`<span>${plural(item.install_count, "install")}</span>`}
    </p>
  </li>`;

const health = ({ status, has_incident: isTroubled }: Item): Html | undefined =>
  status === "available"
    ? html`<span class="works ${isTroubled ? "bad" : "good"}">${isTroubled ? "In trouble" : "Works"}</span>`
    : undefined;

function pager(search: URLSearchParams, cursor: string | undefined): Html | undefined {
  const first = search.has("cursor")
    ? html`<a href="${withParameter(search, "q", search.get("q") ?? undefined)}">First page</a>`
    : undefined;
  const next = new URLSearchParams(search);
  if (cursor !== undefined) next.set("cursor", cursor);
  const on =
    cursor === undefined
      ? undefined
      : html`<a class="button" rel="next" href="/marketplace/?${next.toString()}">Next page</a>`;
  return first || on ? html`<p class="pager">${first} ${on}</p>` : undefined;
}
