import type { Point } from "./path";

/** Easting, northing and elevation. */
const NUMBERS = 3;

/**
 * Many points, one after the other. Their numbers lie side by side: an object for each would take ten times the memory, and
 * a survey has hundreds of thousands.
 */
export class Points {
  #numbers = new Float64Array(NUMBERS * 256);
  #count = 0;

  get length(): number {
    return this.#count;
  }

  /** @returns its place in the row, from 0 on */
  add([x, y]: Point, elevation: number | null): number {
    const from = this.#count * NUMBERS;
    if (from === this.#numbers.length) {
      const larger = new Float64Array(this.#numbers.length * 2);
      larger.set(this.#numbers);
      this.#numbers = larger;
    }
    this.#numbers.set([x, y, elevation ?? Number.NaN], from);
    this.#count += 1;
    return this.#count - 1;
  }

  /** @param index of one that was added */
  at(index: number): Point {
    const from = index * NUMBERS;
    return [this.#numbers[from] ?? Number.NaN, this.#numbers[from + 1] ?? Number.NaN];
  }

  first(count: number): Point[] {
    return Array.from({ length: Math.min(count, this.#count) }, (_, index) => this.at(index));
  }

  /** Of the points that have one. */
  *elevations(): Generator<number> {
    for (let index = 0; index < this.#count; index += 1) {
      const elevation = this.#numbers[index * NUMBERS + 2] ?? Number.NaN;
      if (!Number.isNaN(elevation)) yield elevation;
    }
  }
}
