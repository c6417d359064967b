import recorded from "../../src/connectors/noaa-tides/v1/recordings/tide-predictions.json";
import december from "../../src/connectors/noaa-tides/v1/recordings/december.json";

const bodyOf = (recording: { exchanges: { endpoint: string; body: unknown }[] }, endpoint: string): unknown =>
  recording.exchanges.find((exchange) => exchange.endpoint === endpoint)?.body;

const DAILY = [
  { time: "03:00", v: "1.200", type: "L" },
  { time: "09:00", v: "6.100", type: "H" },
  { time: "15:00", v: "-0.300", type: "L" },
  { time: "21:00", v: "4.100", type: "H" },
] as const;
/** Its water is the highest of every month. */
export const KING_DAY = 20;

/** The same waters every day, in the recorded shape. */
function monthOf(begin: string, end: string) {
  const [month, days] = [`${begin.slice(0, 4)}-${begin.slice(4, 6)}`, Number(end.slice(6))];
  return Array.from({ length: days }, (_, at) => at + 1).flatMap((day) =>
    DAILY.map(({ time, v, type }) => ({
      t: `${month}-${String(day).padStart(2, "0")} ${time}`,
      v: day === KING_DAY && type === "H" && time === "09:00" ? "13.500" : v,
      type,
    })),
  );
}

/** CO-OPS: its stations, flood level and datums as they were recorded, and tides at the same hours every day. */
export function tideService(url: URL): Response {
  const { pathname, searchParams: query } = url;
  if (pathname.endsWith("/stations.json")) return Response.json(bodyOf(recorded, "listStations"));
  if (pathname.endsWith("/floodlevels.json")) return Response.json(bodyOf(december, "getFloodLevels"));
  if (pathname.endsWith("/datums.json")) return Response.json(bodyOf(december, "getDatums"));
  return Response.json({ predictions: monthOf(query.get("begin_date") ?? "", query.get("end_date") ?? "") });
}
