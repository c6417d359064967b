import type { Call, Site } from "#connectors/sdk";
import { api, type Feature, pointOf } from "./client";
import type { Alert } from "./mapper";

/** `https://api.weather.gov/zones/county/MAC005` → MAC005. */
const codeOf = (zone: string | null | undefined): string[] =>
  [zone?.split("/").at(-1) ?? ""].filter((code) => /^[A-Z]{3}\d{3}$/u.test(code));

/**
 * Reads the alerts in force at a place: those whose area has the place in it, and those for the whole of its forecast zone
 * or county, which have no area. Zones that sites share are asked for once.
 */
export function alertReader(call: Call): (site: Site) => Promise<Alert[]> {
  const byZones = new Map<string, Promise<Feature[]>>();
  const ask = async (query: { point: string } | { zone: string }): Promise<Feature[]> =>
    (await call(api.getActiveAlerts, { query: { ...query, status: "actual" } })).features;
  const ofZones = async (zone: string): Promise<Feature[]> => {
    if (zone === "") return [];
    const known = byZones.get(zone) ?? ask({ zone });
    byZones.set(zone, known);
    return (await known).filter(({ isForZones }) => isForZones);
  };
  return async (site) => {
    const point = await call(api.getPoint, { path: { point: pointOf(site) } });
    if (point === null) return [];
    const { forecastZone, county } = point.properties;
    const features = [
      ...(await ask({ point: pointOf(site) })),
      ...(await ofZones([...codeOf(forecastZone), ...codeOf(county)].join(","))),
    ];
    const inForce = features.filter(({ isTakenBack }) => !isTakenBack).map(({ alert }) => alert);
    return [...new Map(inForce.map((alert) => [alert.alert_id, alert])).values()];
  };
}
