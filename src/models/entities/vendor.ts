import { address } from "../address";
import { defineEntity } from "../entity";
import { choice, date, externalReference, text } from "../field";

export const vendors = defineEntity({
  name: "vendor",
  plural: "vendors",
  tag: "Vendors",
  article: "a",
  description: "A subcontractor or supplier the builder works with.",
  fields: {
    name: text({
      description: "Company name.",
      example: "Keys Concrete LLC",
      required: true,
      min: 1,
      max: 200,
      filter: true,
    }),
    trade: text({ description: "Main trade.", example: "concrete", max: 60, filter: true }),
    status: choice({
      description: "Whether the builder gives it work.",
      example: "active",
      values: ["active", "inactive", "do_not_use"],
      default: "active",
      filter: true,
    }),
    contact_name: text({ description: "Whom to ask for.", example: "Ray Delgado", max: 200 }),
    email: text({
      description: "E-mail address.",
      example: "office@example.com",
      max: 254,
      format: "email",
      filter: true,
    }),
    phone: text({ description: "Phone number as dialled.", example: "+1 305 555 0170", max: 40 }),
    ...address("the vendor"),
    license_number: text({ description: "State contractor licence.", example: "CGC1523456", max: 100 }),
    license_state: text({
      description: "Two-letter code of the licensing state.",
      example: "FL",
      min: 2,
      max: 2,
      pattern: "^[A-Z]{2}$",
      written: "Two capital letters, such as FL.",
    }),
    license_expires_on: date({ description: "Last day the licence is valid.", example: "2027-08-31" }),
    insurance_expires_on: date({ description: "Last day the liability insurance is valid.", example: "2027-01-15" }),
    external_reference: externalReference(),
  },
});
