import type { Point } from "./path";

const DEGREES = 180 / Math.PI;

/** Clockwise from north, in degrees, from 0 up to 360. */
export function azimuthOf(from: Point, to: Point): number {
  const degrees = Math.atan2(to[0] - from[0], to[1] - from[1]) * DEGREES;
  return degrees < 0 ? degrees + 360 : degrees;
}

/** An azimuth as a quadrant bearing to the second, as deeds have it: N 45°30'15" E. */
export function bearingOf(azimuth: number): string {
  const [isNorth, isEast] = [azimuth <= 90 || azimuth >= 270, azimuth <= 180];
  const fromMeridian = isNorth ? Math.min(azimuth, 360 - azimuth) : Math.abs(180 - azimuth);
  const seconds = Math.round(fromMeridian * 3600);
  const two = (value: number) => String(value).padStart(2, "0");
  const [degrees, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return `${isNorth ? "N" : "S"} ${two(degrees)}°${two(minutes)}'${two(seconds % 60)}" ${isEast ? "E" : "W"}`;
}
