import { tideService } from "./tide-service";
import { weatherService } from "./weather-service";

/** Everybody who knows something of a site, told apart by their paths; what nobody else has, the Weather Service has. */
export function siteServices({ method, url: asked }: { method: string; url: string | URL }): Response {
  const url = new URL(asked);
  if (/^\/(?:mdapi|api)\/prod\//u.test(url.pathname)) return tideService(url);
  return weatherService({ method, url });
}
