import recorded from "../../../src/connectors/noaa-tides/v1/recordings/tide-predictions.json" with { type: "json" };
import { type Answered, type Asked, FarService } from "./far-service";

const DAY_MS = 86_400_000;
type Prediction = { t: string; v: string; type: string };

const bodyOf = (endpoint: string, request: string): unknown =>
  recorded.exchanges.find((exchange) => exchange.endpoint === endpoint && exchange.request.includes(request))?.body;

const predictions = (begin: string): Prediction[] =>
  (bodyOf("getPredictions", `begin_date=${begin}`) as { predictions: Prediction[] }).predictions;

/** The four waters of a day, and the highest of a year, as they were recorded. */
const DAY = predictions("20260701");
const [HIGHEST] = predictions("20261201");

/** @param compact YYYYMMDD */
const timeOf = (compact: string): number =>
  Date.parse(compact.replace(/^(\d{4})(\d{2})(\d{2})$/u, "$1-$2-$3T00:00:00Z"));

/**
 * CO-OPS on this machine: the recorded waters of one day on every day that is asked for, and the recorded highest of a year
 * tomorrow.
 */
function tides(query: URLSearchParams): Prediction[] {
  const [from, to] = [timeOf(query.get("begin_date") ?? ""), timeOf(query.get("end_date") ?? "")];
  const tomorrow = new Date(Date.now() + DAY_MS).toISOString().slice(0, 10);
  const days = Array.from({ length: (to - from) / DAY_MS + 1 }, (_, number) =>
    new Date(from + number * DAY_MS).toISOString().slice(0, 10),
  );
  return days.flatMap((day) =>
    DAY.map((water, index) => ({
      ...water,
      t: `${day} ${water.t.slice(11)}`,
      v: day === tomorrow && index === 0 ? (HIGHEST?.v ?? "") : water.v,
    })),
  );
}

function answer({ path, query }: Asked): Answered | undefined {
  if (path.endsWith("/datagetter")) return { body: { predictions: tides(query) } };
  return path.endsWith("/stations.json") ? { body: bodyOf("listStations", path) } : undefined;
}

export const startTideService = (port: number): Promise<FarService> => FarService.start(port, answer);
