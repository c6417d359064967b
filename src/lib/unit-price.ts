const PLACES = 10_000;

/**
 * How many, for how much each, so that a system that keeps prices to four places comes to an amount to the cent. Where no
 * price does that, it is one for the whole.
 * @returns the price in whole units of the currency
 */
export function unitPriceOf(quantity: number, cents: number): { quantity: number; price: number } {
  const many = BigInt(Math.round(quantity * PLACES));
  const price = Math.round((cents * 100) / quantity);
  // Both in ten-thousandths: a cent is a million of them squared.
  const off = many * BigInt(price) - BigInt(cents) * 1_000_000n;
  const isExact = Number(many) / PLACES === quantity && off < 500_000n && off > -500_000n;
  return isExact ? { quantity, price: price / PLACES } : { quantity: 1, price: cents / 100 };
}
