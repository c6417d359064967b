/** Measures of other systems in those that are customary in the United States. */

export const SQFT_OF_AN_ACRE = 43_560;

export const tenth = (value: number): number => Math.round(value * 10) / 10;
export const thousandth = (value: number): number => Math.round(value * 1000) / 1000;

export const fahrenheit = (celsius: number): number => tenth(celsius * 1.8 + 32);
export const mph = (kmh: number): number => tenth(kmh / 1.609_344);
export const inches = (mm: number): number => thousandth(mm / 25.4);
