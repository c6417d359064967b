import { readFileSync, writeFileSync, mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createGzip } from "node:zlib";
import { Readable } from "node:stream";
import { manifest as tides } from "../../src/connectors/noaa-tides/manifest";
import type { LocalWorker } from "../lib/local-worker";
import { post } from "./api";
import { drawingFile, landXmlFile, licenseFile, pointFile } from "./large-files";
import { type Account, newAccount, startRuntime } from "./runtime";
import { smallestHeap } from "./smallest-heap";
import { figure, type Line } from "./table";

const MIB = 1_048_576;
/** What Cloudflare gives an isolate is 128; what is left to it must do for the request beside. */
const HEAP_MIB = 112;
/** What may be added by what is refused. */
const REFUSED_MIB = 64;
const IMPORTING = "scripts/bench/workers/importing.ts";

/** `isRefused`: what comes in is not to be read to its end. */
type Scene = {
  what: string;
  isRefused?: boolean;
  prepare?: (set: Stage) => Promise<unknown>;
  act: (set: Stage) => Promise<string>;
};
type Stage = { worker: LocalWorker; account: Account; project: string; upstream: Upstream; rows: number };

/** Resident memory of a process, and the most it had since `forget` (proc(5), Linux), MiB. */
function resident(pid: number): { now: number; most: number } {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const of = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, "mu").exec(status)?.[1]) / 1024;
  return { now: of("VmRSS"), most: of("VmHWM") };
}
const forget = (pid: number): void => writeFileSync(`/proc/${pid}/clear_refs`, "5");

/** An upstream whose answer has 500 MB, as it is or compressed to less than one. */
class Upstream {
  sent = 0;
  compressed = false;
  readonly #server: Server;
  readonly url: string;

  private constructor(server: Server) {
    this.#server = server;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  static async start(): Promise<Upstream> {
    const server = createServer((_, response) => upstream.#answer(response));
    await new Promise<void>((listening) => void server.listen(0, "127.0.0.1", listening));
    const upstream: Upstream = new Upstream(server);
    return upstream;
  }

  #answer(response: ServerResponse): void {
    const piece = Buffer.alloc(65_536, " ");
    const body = Readable.from(
      (function* () {
        for (let at = 0; at < 500 * MIB; at += piece.length) yield piece;
      })(),
    );
    const headers = { "content-type": "application/json" };
    response.writeHead(200, this.compressed ? { ...headers, "content-encoding": "gzip" } : headers);
    const out = this.compressed ? body.pipe(createGzip()) : body;
    out.on("data", (chunk: Buffer) => (this.sent += chunk.length));
    out.pipe(response);
    response.on("close", () => body.destroy());
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

async function document({ worker, account, project }: Stage, content: Buffer): Promise<string> {
  const { id } = await post<{ id: string }>(worker.url, account, "/documents", { name: "file", project_id: project });
  const headers = { ...account.headers, "content-type": "application/octet-stream" };
  const url = new URL(`/api/v1/documents/${id}/content`, worker.url);
  const { status } = await fetch(url, { method: "PUT", headers, body: new Uint8Array(content) });
  if (status !== 200) throw new Error(`A document was answered ${status}.`);
  return id;
}

/** The answer to a POST in short, whatever it is. */
async function answerTo({ worker, account }: Stage, path: string, body: object): Promise<string> {
  const headers = { ...account.headers, "content-type": "application/json" };
  const response = await fetch(`${worker.url}/api/v1${path}`, { method: "POST", headers, body: JSON.stringify(body) });
  const { code, errors } = (await response.json()) as { code?: string; errors?: { detail: string }[] };
  return [response.status, code, errors?.[0]?.detail.slice(0, 60)].filter((word) => word !== undefined).join(" ");
}

function survey(what: string, content: () => Buffer): Scene {
  let id = "";
  const options = { kind: "topographic", unit: "us_survey_foot" };
  return {
    what: `survey of ${what}`,
    prepare: async (set) => (id = await document(set, content())),
    act: (set) => answerTo(set, `/projects/${set.project}/surveys`, { document_id: id, ...options }),
  };
}

const install = (what: string, compressed: boolean): Scene => ({
  what: `upstream: ${what}`,
  isRefused: true,
  act: async (set) => {
    set.upstream.compressed = compressed;
    set.upstream.sent = 0;
    const body = { permissions: tides.permissions, config: {} };
    const said = await answerTo(set, "/marketplace/integrations/noaa-tides/install", body);
    return `${said}, after ${figure(set.upstream.sent / MIB)} MiB`;
  },
});

/** A file that says it is a ZIP archive; nothing here unpacks any. */
const zip = (): Buffer => Buffer.concat([Buffer.from("PK\u0003\u0004"), Buffer.alloc(15 * MIB)]);

const SCENES: readonly Scene[] = [
  {
    what: "California's licenses",
    prepare: async ({ worker, rows }) => {
      const body = new Uint8Array(licenseFile(rows));
      await fetch(`${worker.url}/license-file`, { method: "PUT", body });
    },
    act: async ({ worker }) => {
      for (let pass = 1; ; pass += 1) {
        const response = await fetch(`${worker.url}/import-licenses`, { method: "POST" });
        const { status, error, rows } = (await response.json()) as { status: string; error: string; rows: number };
        if (status === "failed") throw new Error(error);
        if (status === "done") return `${figure(rows)} rows in ${pass} passes`;
      }
    },
  },
  survey("points, 200,000", pointFile),
  survey("DXF, 50,000 lines", drawingFile),
  survey("LandXML, 16 MiB", landXmlFile),
  { ...survey("a ZIP archive, 15 MiB", zip), isRefused: true },
  install("500 MiB as an answer", false),
  install("500 MiB as an answer, compressed", true),
];

/**
 * What the largest things that come in cost in memory. How far workerd's process grows beyond what it had before, each in a
 * process of its own that did nothing else: its databases and its file store are in it, and V8 has no need there to collect
 * what it no longer uses. And the smallest heap in which V8 reads the same file, which is what an isolate needs.
 */
export async function memory({ rows }: { rows: number }): Promise<Line[]> {
  const persist = mkdtempSync(join(tmpdir(), "rossos-memory-"));
  const upstream = await Upstream.start();
  const vars = { UPSTREAM_OVERRIDES: JSON.stringify({ "https://api.tidesandcurrents.noaa.gov": upstream.url }) };
  const options = { entry: IMPORTING, persist, vars: { ...vars, ENVIRONMENT: "test" } };
  const lines = await heaps();
  try {
    const first = await startRuntime(options);
    const account = await newAccount(first);
    const { id: project } = await post<{ id: string }>(first.url, account, "/projects", {
      code: "M-1",
      name: "Memory",
    });
    for (const { prepare } of SCENES) await prepare?.({ worker: first, account, project, upstream, rows });
    await first.stop();
    for (const scene of SCENES) {
      const worker = await startRuntime(options);
      try {
        lines.push(await measured(scene, { worker, account, project, upstream, rows }));
      } finally {
        await worker.stop();
      }
    }
  } finally {
    upstream.stop();
    rmSync(persist, { recursive: true, force: true });
  }
  return lines;
}

/** A piece of the licenses is all of them that is in memory at a time, however many there are. */
async function heaps(): Promise<Line[]> {
  const piece = licenseFile(20_000).subarray(0, MIB);
  const files = [
    ["California's licenses, a piece of 1 MiB", "licenses", piece.subarray(0, piece.lastIndexOf(10) + 1)],
    ["survey of points, 200,000", "survey", pointFile()],
    ["survey of DXF, 50,000 lines", "survey", drawingFile()],
    ["survey of LandXML, 16 MiB", "survey", landXmlFile()],
  ] as const;
  const lines: Line[] = [];
  for (const [what, kind, file] of files) {
    const heap = await smallestHeap(kind, file);
    lines.push({
      what: `${what}: smallest heap it is read in, MiB`,
      ours: heap === undefined ? "more than 128" : figure(heap),
      against: `${figure(file.length / MIB)} the file`,
      ratio: heap === undefined ? "" : figure((heap * MIB) / file.length),
      goal: `<= ${HEAP_MIB}`,
      met: heap !== undefined && heap <= HEAP_MIB,
    });
  }
  return lines;
}

async function measured({ what, act, isRefused = false }: Scene, set: Stage): Promise<Line> {
  const { worker, account } = set;
  // What any request loads is not counted.
  await fetch(`${worker.url}/api/v1/projects`, { headers: account.headers });
  const before = resident(worker.pid).now;
  forget(worker.pid);
  const said = await act(set);
  const growth = resident(worker.pid).most - before;
  return {
    what: `${what}: peak beyond the idle process, MiB (${said})`,
    ours: figure(growth),
    against: `${figure(before)} idle`,
    ratio: figure((before + growth) / before),
    goal: isRefused ? `<= ${REFUSED_MIB}` : "",
    met: isRefused ? growth <= REFUSED_MIB : undefined,
  };
}
