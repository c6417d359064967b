const celsius = (fahrenheit: number): number => (fahrenheit - 32) / 1.8;
const kmh = (mph: number): number => mph * 1.609_344;
/** kg/m² in lb/ft². */
const POUNDS_A_SQUARE_FOOT = 0.204_816;

/**
 * How fast water leaves fresh concrete, by Uno's form of the ACI 305 chart: 5([Tc+18]^2.5 − r[Ta+18]^2.5)(V+4)10⁻⁶ kg/m²/h,
 * with °C, km/h and the relative humidity as a fraction. Wind that is measured higher than half a metre above the slab makes
 * it too large, which is on the safe side.
 * @returns lb/ft²/h, never below zero
 */
export function evaporationRate(weather: {
  concreteF: number;
  airF: number;
  /** Per cent. */
  humidity: number;
  windMph: number;
}): number {
  const power = (fahrenheit: number): number => Math.max(0, celsius(fahrenheit) + 18) ** 2.5;
  const humid = weather.humidity / 100;
  const metric = 5 * (power(weather.concreteF) - humid * power(weather.airF)) * (kmh(weather.windMph) + 4) * 1e-6;
  return Math.max(0, metric * POUNDS_A_SQUARE_FOOT);
}
