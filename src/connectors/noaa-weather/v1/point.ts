/** The service takes at most four decimals, and no zeros at their end. */
export const pointOf = ({ latitude, longitude }: { latitude: number; longitude: number }): string =>
  [latitude, longitude].map((degrees) => String(Number(degrees.toFixed(4)))).join(",");
