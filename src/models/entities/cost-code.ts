import { defineEntity } from "../entity";
import { boolean, choice, text } from "../field";

export const costCodes = defineEntity({
  name: "cost_code",
  plural: "cost_codes",
  tag: "Cost codes",
  article: "a",
  description: "A code of the builder's chart of job costs, as in the CSI or NAHB lists.",
  fields: {
    code: text({
      description: "The code; unique within the builder.",
      example: "03-300",
      required: true,
      min: 1,
      max: 30,
      filter: true,
      sort: true,
    }),
    name: text({
      description: "What the code stands for.",
      example: "Cast-in-place concrete",
      required: true,
      min: 1,
      max: 200,
    }),
    division: text({ description: "Division or group it belongs to.", example: "03 Concrete", max: 100 }),
    kind: choice({
      description: "Kind of cost.",
      example: "subcontract",
      values: ["labor", "material", "subcontract", "equipment", "other"],
      default: "subcontract",
    }),
    is_active: boolean({
      description: "Whether it is offered for new lines.",
      example: true,
      default: true,
      filter: true,
    }),
  },
  unique: [["code"]],
});
