import { defineEntity } from "../entity";
import { choice, externalReference, text } from "../field";
import { address } from "../address";

export const clients = defineEntity({
  name: "client",
  plural: "clients",
  tag: "Clients",
  article: "a",
  description: "A person or company the builder builds for.",
  fields: {
    name: text({
      description: "Full name or company name.",
      example: "Amelia Ortiz",
      required: true,
      min: 1,
      max: 200,
      filter: true,
    }),
    kind: choice({
      description: "Whether the client is a person or a company.",
      example: "person",
      values: ["person", "company"],
      default: "person",
    }),
    email: text({
      description: "E-mail address.",
      example: "amelia@example.com",
      max: 254,
      format: "email",
      filter: true,
    }),
    phone: text({ description: "Phone number as dialled.", example: "+1 305 555 0142", max: 40 }),
    ...address("the client"),
    notes: text({ description: "Free notes.", example: "Prefers calls after 17:00.", max: 5000 }),
    external_reference: externalReference(),
  },
});
