/** @import { Schemas } from "/assets/types/api.d.ts" */

/** Fields that say what people call a record; the first that it has. */
const NAMES = ["name", "number", "code", "title", "slug", "url", "description"];

/** What people call the record that an event is of; nothing where it has no name. @param {Schemas["Event"]} event */
export const nameOf = ({ data }) => {
  const found = NAMES.map((name) => data[name]).find((each) => typeof each === "string" && each !== "");
  return typeof found === "string" ? found : "";
};
