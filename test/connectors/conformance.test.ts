import { describe, expect, test } from "vitest";
import { connectors } from "#connectors";
import type { Recording } from "#connectors/sdk";
import { isAllowedHost } from "#lib/allowed-hosts";
import {
  actionOperations,
  type ActionName,
  canonicalRecords,
  configSchema,
  syncOperations,
  type SyncName,
} from "#models";
import { casesOf, replayCase } from "../support/replay";
import { withSilence } from "../support/silence";

const found = Object.keys(import.meta.glob(["/src/connectors/*/manifest.ts", "!/src/connectors/sdk/*"])).map(
  (path) => path.split("/")[3] ?? "",
);
const known = await Promise.all(
  Object.entries(connectors).map(async ([slug, registered]) => {
    const manifest = await registered.manifest();
    return { slug, manifest, versions: registered.versions, cases: await casesOf(manifest, registered) };
  }),
);

test("every connector is in the registry", () => {
  expect(Object.keys(connectors).toSorted()).toEqual(found.toSorted());
});

const cut = (body: unknown): string => {
  const text = JSON.stringify(body);
  return text.slice(0, Math.floor(text.length / 2));
};
const lost = (): Response => {
  throw new TypeError("Network connection lost.");
};
/** Half of an answer, and then nothing more. */
const brokenOff = (body: unknown): Response => {
  const half = new TextEncoder().encode(cut(body));
  let isSent = false;
  const pull = (controller: ReadableStreamDefaultController<Uint8Array>): void => {
    if (isSent) controller.error(new TypeError("Network connection lost."));
    else controller.enqueue(half);
    isSent = true;
  };
  return new Response(new ReadableStream({ pull }));
};
const html = { headers: { "content-type": "text/html" } };
/** What an upstream may answer instead, and how that is to be taken. */
const FAULTS: readonly [name: string, answer: (body: unknown) => Response, kinds: readonly string[]][] = [
  ["a connection that breaks", lost, ["transient"]],
  ["an answer that breaks off while it is read", brokenOff, ["transient"]],
  ["a 500", () => Response.json({}, { status: 500 }), ["transient"]],
  ["a 503", () => new Response("<html>Service Unavailable</html>", { ...html, status: 503 }), ["transient"]],
  ["a 429", () => Response.json({}, { status: 429, headers: { "retry-after": "3600" } }), ["transient"]],
  ["a 401", () => Response.json({}, { status: 401 }), ["config"]],
  ["half of the answer", (body) => new Response(cut(body)), ["contract"]],
  ["a page of HTML", () => new Response("<html>Maintenance</html>", html), ["contract"]],
  ["another shape", () => Response.json({ unexpected: true }), ["contract"]],
  ["an error with a 200", () => Response.json({ error: { code: 500, message: "Oops" } }), ["contract", "transient"]],
];

/** An outcome with all it may leave out; where a sync ends counts only if it is recorded. */
const comparable = (outcome: Recording["expected"], { expected }: Recording) => ({
  ...outcome,
  records: outcome.records ?? [],
  deleted: outcome.deleted ?? [],
  rejected: outcome.rejected ?? false,
  cursor: expected.cursor === undefined ? undefined : outcome.cursor,
});

test.for(known)("recordings of $slug say where their shapes are from, or are faults of any server", ({ cases }) => {
  for (const { recording } of cases) {
    const { from, values } = recording.source ?? { from: [], values: "missing" };
    expect(["quoted", "partly_quoted", "made_up"]).toContain(values);
    for (const url of from) expect(url).toMatch(/^https:\/\/[a-z]/u);
    const answered = recording.exchanges.some(({ status, body }) => status !== null && typeof body !== "string");
    expect(from.length > 0 || (values === "made_up" && !answered)).toBe(true);
  }
});

/** The numbers of the answers that went well, on the way to something that did. */
const goodOf = ({ exchanges, expected }: Recording): number[] =>
  (expected.failure === undefined ? exchanges : []).flatMap(({ status }, index) =>
    status !== null && status < 400 ? [index] : [],
  );

describe.for(known)("$slug", ({ slug, manifest, versions, cases }) => {
  test("its manifest and its code agree", async () => {
    expect(manifest.slug).toBe(slug);
    expect(slug).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/u);
    expect(manifest.permissions.length).toBeGreaterThan(0);
    expect(manifest.versions.map(({ name }) => name)).toEqual(Object.keys(versions));
    for (const { code } of cases) {
      const own = code.baseUrl === undefined ? [] : [new URL(code.baseUrl).hostname];
      expect(manifest.allowedHosts).toEqual(expect.arrayContaining(own));
      expect(Object.keys(code.syncs ?? {}).toSorted()).toEqual(manifest.syncs.map(({ name }) => name).toSorted());
      expect([code.events !== undefined, code.webhook !== undefined]).toEqual([
        manifest.events !== undefined,
        manifest.webhooks !== undefined,
      ]);
      expect(Object.keys(code.actions ?? {})).toEqual(manifest.actions);
    }
  });

  test("every operation of every version is recorded", async () => {
    for (const [version, { load }] of Object.entries(versions)) {
      const code = await load();
      const recorded = cases.filter((one) => one.version === version).map(({ recording }) => recording.operation);
      const operations = [...Object.keys(code.syncs ?? {}), ...Object.keys(code.actions ?? {})];
      const further = [...(code.check ? ["check"] : []), ...(code.webhook ? ["webhook"] : [])];
      expect(recorded).toEqual(expect.arrayContaining([...operations, ...further]));
    }
  });

  describe.for(cases.map((one, at) => ({ ...one, name: `${one.version} ${one.recording.operation} ${at}` })))(
    "$name",
    (one) => {
      const { recording } = one;
      test("comes to what was recorded", async () => {
        expect(configSchema(manifest.config).safeParse(recording.config).success).toBe(true);
        const { sent, failure, ...outcome } = await replayCase(one);
        const came = failure ? { ...outcome, failure: failure.class, rejected: failure.rejected } : outcome;
        expect(comparable(came, recording)).toEqual(comparable(recording.expected, recording));
        const asked = sent.map(({ method, url }) => `${method} ${url.pathname}${url.search}`);
        expect(new Set(asked)).toEqual(new Set(recording.exchanges.map(({ request }) => request)));
        for (const { url } of sent) expect(isAllowedHost(url.hostname, manifest.allowedHosts)).toBe(true);
      });

      test("its records have the form of their model, and ids of their own", () => {
        const records = recording.expected.records ?? [];
        const model = syncOperations[recording.operation as SyncName];
        for (const { data } of records) canonicalRecords[model]().parse(data);
        expect(new Set(records.map(({ id }) => id)).size).toBe(records.length);
        if (recording.expected.output !== undefined)
          actionOperations[recording.operation as ActionName].output().parse(recording.expected.output);
      });

      const faulty = goodOf(recording).flatMap((index) =>
        FAULTS.map(([fault, answer, kinds]) => ({ index, fault, answer, kinds })),
      );
      test.for(faulty)("$fault as its answer $index is a failure", async ({ index, answer, kinds }) => {
        const { failure, records } = await replayCase(one, (exchange, at) =>
          at === index ? answer(exchange.body) : undefined,
        );
        expect(kinds).toContain(failure?.class);
        // What came before it stands, and is what it would have been.
        expect(recording.expected.records ?? []).toEqual(expect.arrayContaining(records ?? []));
      });
    },
  );
});

const silent = known.flatMap(({ slug, cases }) =>
  cases.flatMap((one, at) =>
    goodOf(one.recording).map((index) => ({
      name: `${slug} ${one.version} ${one.recording.operation} ${at}`,
      one,
      index,
    })),
  ),
);
test.for(silent)("$name: silence as answer $index is a failure when its time is over", async ({ one, index }) => {
  const { failure, records } = await withSilence((silence) =>
    replayCase(one, (_, at) => (at === index ? silence() : undefined)),
  );
  expect(failure).toMatchObject({ class: "transient", message: expect.stringMatching(/^There was no answer within/u) });
  expect(one.recording.expected.records ?? []).toEqual(expect.arrayContaining(records ?? []));
});

test("every version that asks anything has met silence", () => {
  const asking = known.flatMap(({ slug, cases }) =>
    cases.filter(({ recording }) => recording.exchanges.length > 0).map(({ version }) => `${slug} ${version}`),
  );
  const met = silent.map(({ name }) => name.split(" ").slice(0, 2).join(" "));
  expect(new Set(met)).toEqual(new Set(asking));
});
