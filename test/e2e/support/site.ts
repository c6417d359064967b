/** Starts the product once for all suites of the site, and signs its people in. */
import { appendFileSync, cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import type { Demo } from "../../../scripts/lib/seed";
import type { DemoUsers } from "../../../scripts/lib/seed-users";
import { FarService } from "./far-service";
import { freePort, Product } from "./product";

/** Whom the integrations of the tests call; a port of this machine stands for each. */
const UPSTREAMS = {
  weather: "https://api.weather.gov",
  archive: "https://www.ncei.noaa.gov",
  tides: "https://api.tidesandcurrents.noaa.gov",
  opengov: "https://api.plce.opengov.com",
  opengovAccounts: "https://accounts.viewpointcloud.com",
  oregon: "https://data.oregon.gov",
  census: "https://geocoding.geo.census.gov",
} as const;

export type Session = { name: string; value: string };
export type Site = {
  demo: Demo;
  /** Cookies of a session of each of the demo's people. */
  sessions: Record<keyof DemoUsers, Session[]>;
  ports: Record<keyof typeof UPSTREAMS, number>;
  /** The product's DATA_DIR. */
  dataDir: string;
  /** The file with what the product has said so far; mail that nobody sends is in it. */
  log: string;
};

declare module "vitest" {
  interface ProvidedContext {
    site: Site;
  }
}

async function signIn({ base_url: origin }: Demo, user: object): Promise<Session[]> {
  const response = await fetch(`${origin}/auth/sign-in/email`, {
    method: "POST",
    headers: { "content-type": "application/json", origin },
    body: JSON.stringify(user),
  });
  if (!response.ok) throw new Error(`Nobody can sign in: ${await response.text()}`);
  return response.headers.getSetCookie().map((line) => {
    const [pair = ""] = line.split(";", 1);
    const at = pair.indexOf("=");
    return { name: pair.slice(0, at), value: pair.slice(at + 1) };
  });
}

/** A page asks for some forty files, the same ones as the page before. */
const KEPT = ["/*.js", "/*.css", "/*.svg"].map((files) => `${files}\n  Cache-Control: max-age=3600\n`).join("\n");

/** The site as it is, but that a browser asks for its scripts and styles once: whether they are new costs half a page. */
function keptSite(): string {
  const folder = mkdtempSync(join(tmpdir(), "rossos-public-"));
  cpSync(join(import.meta.dirname, "../../../public"), folder, { recursive: true });
  appendFileSync(join(folder, "_headers"), `\n${KEPT}`);
  return folder;
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const ports = {} as Site["ports"];
  const overrides: Record<string, string> = {};
  for (const [name, origin] of Object.entries(UPSTREAMS)) {
    const port = await freePort();
    ports[name as keyof typeof UPSTREAMS] = port;
    overrides[origin] = `http://127.0.0.1:${port}`;
  }
  // It has measured nothing: if nobody answered, each look would be tried again for a minute, before all other syncs.
  const archive = await FarService.start(ports.archive, () => ({ body: [] }));
  const site = keptSite();
  const product = await Product.start(
    "--assets",
    site,
    "--var",
    "WEBHOOK_RETRY_SCHEDULE:1,1",
    "--var",
    `UPSTREAM_OVERRIDES:${JSON.stringify(overrides)}`,
  );
  const { demo } = product;
  const sessions = {} as Site["sessions"];
  for (const [who, user] of Object.entries(demo.users)) sessions[who as keyof DemoUsers] = await signIn(demo, user);
  project.provide("site", { demo, sessions, ports, dataDir: product.dataDir, log: product.log });
  return async () => {
    await product.stop();
    await archive.stop();
    rmSync(site, { recursive: true, force: true });
  };
}
