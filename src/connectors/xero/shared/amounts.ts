/** With it Xero keeps unit prices to four places, and tells them so (Xero-OpenAPI, parameter `unitdp`). */
export const unitPlaces = { unitdp: 4 };

const PLACES = 10_000;

/**
 * How many, for how much each, so that Xero comes to the line's amount to the cent. Where no price of four places does that,
 * it is one for the whole.
 */
export function priced(quantity: number, cents: number): { Quantity: number; UnitAmount: number; LineAmount: number } {
  const LineAmount = cents / 100;
  const many = BigInt(Math.round(quantity * PLACES));
  const price = Math.round((cents * 100) / quantity);
  // Both in ten-thousandths: a cent is a million of them squared.
  const off = many * BigInt(price) - BigInt(cents) * 1_000_000n;
  const isExact = Number(many) / PLACES === quantity && off < 500_000n && off > -500_000n;
  return isExact
    ? { Quantity: quantity, UnitAmount: price / PLACES, LineAmount }
    : { Quantity: 1, UnitAmount: LineAmount, LineAmount };
}
