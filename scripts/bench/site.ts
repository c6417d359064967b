/** What the marketplace's pages weigh and how soon they are there, in Chromium on a processor made four times as slow. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Browser } from "playwright-core";
import { launch } from "../../test/e2e/support/browser";
import { Product } from "../../test/e2e/support/product";
import { median } from "./stats";
import { figure, type Line } from "./table";

const SLOWDOWN = 4;
/** How long shifts are looked for after all has loaded. */
const AFTERMATH_MS = 500;
const KIB = 1024;

const PAGES = { directory: "/marketplace/", listing: "/marketplace/noaa-weather/" } as const;

/** Bytes as they came over the wire, with their headers; milliseconds; layout shifts as their score. */
type Visit = { bytes: number; scriptBytes: number; lcp: number; shift: number };

const GOALS: readonly { what: string; of: (visit: Visit) => number; most: number; goal: string }[] = [
  { what: "transferred, KiB", of: ({ bytes }) => bytes / KIB, most: 100, goal: "<= 100" },
  { what: "of it scripts, KiB", of: ({ scriptBytes }) => scriptBytes / KIB, most: 60, goal: "<= 60" },
  { what: "largest contentful paint, ms", of: ({ lcp }) => lcp, most: 999.99, goal: "< 1000" },
  { what: "cumulative layout shift", of: ({ shift }) => shift, most: 0.0499, goal: "< 0.05" },
];

// What runs in the page is text: scripts know no DOM.
const WATCH = `globalThis.seen = { lcp: 0, shift: 0 };
new PerformanceObserver((list) => { for (const entry of list.getEntries()) seen.lcp = entry.startTime; })
  .observe({ type: "largest-contentful-paint", buffered: true });
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) seen.shift += entry.value;
}).observe({ type: "layout-shift", buffered: true });`;

/** Opens a page for the first time, as far as this browser's cache knows. @throws Error when it is not answered by 200 */
async function visit(browser: Browser, url: string): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    const kinds = new Map<string, string>();
    const found = { bytes: 0, scriptBytes: 0 };
    session.on("Network.responseReceived", ({ requestId, type }) => kinds.set(requestId, type));
    session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
      found.bytes += encodedDataLength;
      if (kinds.get(requestId) === "Script") found.scriptBytes += encodedDataLength;
    });
    await session.send("Network.enable");
    await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWDOWN });
    await page.addInitScript(WATCH);
    const response = await page.goto(url, { waitUntil: "networkidle" });
    if (response?.status() !== 200) throw new Error(`${url} answered ${response?.status() ?? "nothing"}.`);
    await sleep(AFTERMATH_MS);
    const seen = await page.evaluate<{ lcp: number; shift: number }>("seen");
    if (seen.lcp === 0) throw new Error(`${url} painted nothing.`);
    return { ...found, ...seen };
  } finally {
    await context.close();
  }
}

/** Medians of visits with a cold cache. The first visit of each page is the server's own warm-up and is not counted. */
export async function site({ rounds }: { rounds: number }): Promise<Line[]> {
  const product = await Product.start();
  try {
    const browser = await launch();
    try {
      const lines: Line[] = [];
      for (const [name, path] of Object.entries(PAGES)) {
        const url = product.demo.base_url + path;
        await visit(browser, url);
        const visits: Visit[] = [];
        for (let round = 0; round < rounds; round += 1) visits.push(await visit(browser, url));
        lines.push(...linesOf(name, visits));
      }
      return lines;
    } finally {
      await browser.close();
    }
  } finally {
    await product.stop();
  }
}

const linesOf = (name: string, visits: readonly Visit[]): Line[] =>
  GOALS.map(({ what, of, most, goal }) => {
    const measured = median(visits.map(of));
    return {
      what: `${name} page: ${what}`,
      ours: figure(measured),
      against: "",
      ratio: "",
      goal,
      met: measured <= most,
    };
  });
