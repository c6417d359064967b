import { z } from "@hono/zod-openapi";
import { SLUG_PATTERN } from "#lib/slug";
import { textSchema, timeSchema } from "#models";

export const tag = "Marketplace";
export const params = {
  slug: {
    description: "Name of the integration in paths.",
    example: "xero",
    pattern: SLUG_PATTERN,
    noun: "integration",
  },
};

export const slugSchema = () =>
  z
    .string()
    .regex(new RegExp(SLUG_PATTERN))
    .min(1)
    .max(100)
    .openapi({ description: "Its name in paths.", example: "xero" });
export const at = (description: string, example = "2026-11-24T08:00:00.000Z") =>
  timeSchema().openapi({ description, example });
export const sometime = (description: string, example: string | null = null) =>
  timeSchema().nullable().openapi({ description, example });
export const whole = (description: string, example: number, maximum = 1_000_000_000) =>
  z.int().min(0).max(maximum).openapi({ format: "int32", description, example });
export const maybeWhole = (description: string, example: number) =>
  z.int().min(0).max(600_000).nullable().openapi({ format: "int32", description, example });
export const words = (max: number, description: string, example: string) =>
  textSchema(max).openapi({ description, example });
export const maybe = (max: number, description: string, example: string | null) =>
  textSchema(max).nullable().openapi({ description, example });
export const sentences = (description: string, example: readonly string[]) =>
  z
    .array(textSchema(1000))
    .max(50)
    .openapi({ description, example: [...example] });
