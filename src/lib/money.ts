/**
 * Splits an amount in proportion to weights, to the cent. Each running total is rounded (half away from zero) and the shares
 * are their differences, so the shares add up exactly, none is off by a whole cent, and the same input gives the same shares.
 * @param totalCents whole cents, negative for a credit
 * @param weights whole numbers, none negative; their unit does not matter
 * @returns whole cents, one share for each weight
 * @throws RangeError when a number is not a safe integer, a weight is negative, or nothing weighs anything and cents remain
 */
export function allocate(totalCents: number, weights: readonly number[]): number[] {
  const total = toCents(totalCents);
  const parts = weights.map(toCents);
  if (parts.some((part) => part < 0n)) throw new RangeError("A weight must not be negative.");
  const sum = parts.reduce((left, right) => left + right, 0n);
  if (sum === 0n) {
    if (total !== 0n) throw new RangeError("There is nothing to allocate the amount to.");
    return parts.map(() => 0);
  }
  const sign = total < 0n ? -1n : 1n;
  let weight = 0n;
  let allocated = 0n;
  return parts.map((part) => {
    weight += part;
    const rounded = (2n * sign * total * weight + sum) / (2n * sum);
    const share = rounded - allocated;
    allocated = rounded;
    return Number(sign * share);
  });
}

/** An amount as other systems send it, a double, in whole cents. Halves that a double just misses are halves, and go away from zero. */
export function centsOf(amount: number): number {
  const whole = Math.round(Number((Math.abs(amount) * 100).toFixed(6)));
  return amount < 0 && whole !== 0 ? -whole : whole;
}

/** The same where there may be none. */
export const centsOrNull = (amount: number | null | undefined): number | null =>
  amount === null || amount === undefined ? null : centsOf(amount);

/**
 * @param values whole cents
 * @throws RangeError when a value is not a safe integer, or the sum is beyond Number.MAX_SAFE_INTEGER either way
 */
export function sumCents(values: readonly number[]): number {
  const sum = Number(values.reduce((total, value) => total + toCents(value), 0n));
  if (!Number.isSafeInteger(sum)) throw new RangeError("The sum is beyond what can be counted exactly.");
  return sum;
}

function toCents(value: number): bigint {
  if (!Number.isSafeInteger(value)) throw new RangeError(`${value} is not a safe integer.`);
  return BigInt(value);
}

/** Rounds down also below zero, where BigInt's own division rounds towards it. @param divisor above zero */
const floorDivide = (value: bigint, divisor: bigint): bigint =>
  value / divisor - (value < 0n && value % divisor !== 0n ? 1n : 0n);

/**
 * How much of each amount is covered when `part` of their sum is: by running totals, so that the shares add up to `part`
 * exactly, and to the amounts themselves when `part` is the whole; none is off its proportion by a whole cent. Amounts may be negative, their sum may not.
 * @param amounts whole cents
 * @param part whole cents, from 0 to the sum of the amounts
 * @returns whole cents, one share for each amount
 */
export function prorate(amounts: readonly number[], part: number): number[] {
  const whole = BigInt(sumCents(amounts));
  if (whole === 0n) return amounts.map(() => 0);
  let running = 0n;
  let covered = 0n;
  return amounts.map((amount) => {
    running += BigInt(amount);
    const upTo = floorDivide(running * BigInt(part), whole);
    const share = upTo - covered;
    covered = upTo;
    return Number(share);
  });
}
