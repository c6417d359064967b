import { text } from "./field";

/** A United States postal address. */
export const address = (whose: string) => ({
  address_line1: text({ description: `Street address of ${whose}.`, example: "1204 Bayshore Drive", max: 200 }),
  address_line2: text({ description: "Unit, suite or lot.", example: "Lot 7", max: 200 }),
  city: text({ description: "City.", example: "Key Largo", max: 100 }),
  state: text({
    description: "Two-letter USPS code.",
    example: "FL",
    min: 2,
    max: 2,
    pattern: "^[A-Z]{2}$",
    written: "Two capital letters, such as FL.",
  }),
  postal_code: text({
    description: "ZIP or ZIP+4.",
    example: "33037",
    max: 10,
    pattern: "^[0-9]{5}(-[0-9]{4})?$",
    written: "Five digits such as 33037, or nine such as 33037-1234.",
  }),
});
