import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { describe, expect, test } from "vitest";
import { eventTypes } from "#models";
import { eventCatalogue } from "#modules/webhooks";
import { closed } from "./closed";

type Event = { type: string; data: Record<string, unknown>; previous_attributes?: Record<string, unknown> };

const ajv = new Ajv2020({ strict: true, strictRequired: true, allErrors: true });
addFormats.default(ajv);

const catalogue = eventCatalogue() as { name: string; schema: object; sample: Event }[];

test("has every type of event", () => {
  expect(catalogue.map(({ name }) => name)).toEqual(eventTypes.map(({ name }) => name));
});

describe.each(catalogue.map((entry) => [entry.name, entry] as const))("%s", (name, { schema, sample }) => {
  const validate = ajv.compile(closed(schema));

  test("has a sample that its schema takes, and that names no field it does not", () => {
    validate(sample);
    expect(validate.errors).toBeNull();
    expect(sample.type).toBe(name);
  });

  test("has a schema that tells it from other events, and misses what is not there", () => {
    const { id: _, ...withoutId } = sample.data;
    expect(validate({ ...sample, data: withoutId })).toBe(false);
    expect(validate({ ...sample, type: "nothing.happened" })).toBe(false);
    expect(validate({ ...sample, surprise: true })).toBe(false);
    expect(validate({ ...sample, test: true })).toBe(true);
  });

  test("has former values of fields that the sample has, and other ones", () => {
    const changed = Object.entries(sample.previous_attributes ?? {});
    expect(changed.length > 0).toBe(
      !/^integration\.|\.(created|deleted|disabled|imported|king_tide|placement_removed|license_changed|license_expiring|weather_alert)$/u.test(
        name,
      ),
    );
    for (const [field, former] of changed) {
      expect(sample.data).toHaveProperty(field);
      expect(sample.data[field]).not.toEqual(former);
      expect(validate({ ...sample, data: { ...sample.data, [field]: former } })).toBe(true);
    }
  });
});
