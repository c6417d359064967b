import { expect, test } from "vitest";
import { invalid } from "../../src/errors";

test.for([
  ["/url", "Required.", "url: Required."],
  ["/facts/name", "A new jurisdiction needs this.", "facts/name: A new jurisdiction needs this."],
  ["/events/0", "nope10 is not an event type.", "events/0: nope10 is not an event type."],
  ["?limit", "At most 100.", "limit: At most 100."],
  ["/headers/x~1y", "This is not a header name.", "headers/x/y: This is not a header name."],
  // What names its place says it once, and the whole body has no name.
  ["/url", "The URL must begin with https://.", "The URL must begin with https://."],
  ["?rating[in]", "rating[in] is a whole number.", "rating[in] is a whole number."],
  ["?X-Builder-Id", "X-Builder-Id is the id of a builder.", "X-Builder-Id is the id of a builder."],
  ["/nonsense", "There is no field nonsense.", "There is no field nonsense."],
  ["", "This must be an object.", "This must be an object."],
] as const)("what is wrong at %s is told in one line: %s", ([pointer, detail, line]) => {
  const errors = [
    { pointer, detail },
    { pointer: "/other", detail: "Required." },
  ];
  expect(invalid(errors)).toMatchObject({ message: line, errors });
});
