import { once } from "#lib/once";
import { z } from "@hono/zod-openapi";
import { canonicalRecords, type RecordModel } from "#models";
import { maybe, whole, words } from "./fields";

const KINDS = ["text", "email", "uri", "secret", "integer", "number", "boolean", "choice", "date", "list"] as const;
const MODELS = Object.keys(canonicalRecords) as [RecordModel, ...RecordModel[]];

const limit = (description: string) =>
  z.number().min(-1e15).max(1e15).nullable().openapi({ format: "double", description, example: null });

const fieldExample = {
  name: "contact_email",
  label: "Contact email",
  kind: "email",
  description: "Whom the service may ask about your use of it.",
  required: true,
  default: null,
  example: "office@example.com",
  choices: null,
  minimum: null,
  maximum: null,
  max_length: 254,
};

const fieldSchema = once(() =>
  z
    .object({
      name: words(100, "Its name in the request.", fieldExample.name),
      label: words(200, "What to call it.", fieldExample.label),
      kind: z.enum(KINDS).openapi({
        description: "What is entered. `secret`: not to be shown. `list`: several texts.",
        example: "email",
      }),
      description: maybe(1000, "What it is for.", fieldExample.description),
      required: z.boolean().openapi({ description: "Whether it must be entered.", example: true }),
      default: maybe(1000, "What it is when nothing is entered, as text; of a `list`, a line each.", null),
      example: maybe(1000, "For instance.", fieldExample.example),
      choices: z
        .array(words(100, "A choice.", "sandbox"))
        .max(100)
        .nullable()
        .openapi({ description: "The values of a `choice`.", example: null }),
      minimum: limit("The least of a number."),
      maximum: limit("The most of a number."),
      max_length: z
        .int()
        .min(0)
        .max(1_000_000)
        .nullable()
        .openapi({ format: "int32", description: "Most characters of a text.", example: 254 }),
    })
    .openapi("InstallFormField", { description: "A field of an install form." }),
);

const fields = (description: string, example: readonly object[]) =>
  z
    .array(fieldSchema())
    .max(50)
    .openapi({ description, example: [...example] });

const syncExample = {
  name: "weather_alerts",
  model: "weather_alert",
  description: "Alerts in force at every site.",
  every_minutes: 5,
  at_most_every_minutes: 5,
};

export const installFormExample = {
  config: [fieldExample],
  credentials: [],
  connection: "none",
  syncs: [syncExample],
  actions: [{ name: "look_up_forecast", description: "The forecast for a place that is no project." }],
};

const minutes = (description: string) => whole(description, 5, 43_200);

export const installFormSchema = once(() =>
  z
    .object({
      config: fields("The settings: what `config` of the install holds.", installFormExample.config),
      credentials: fields("What `credentials` of the install holds; kept encrypted, never shown again.", []),
      connection: z.enum(["none", "credentials", "sign_in", "link"]).openapi({
        description:
          "How it is connected. `credentials`: those of the form. `sign_in`: after the install, a member signs in at the other side. `link`: after the install, through the other side's own window.",
        example: "none",
      }),
      syncs: z
        .array(
          z.object({
            name: words(100, "The sync.", syncExample.name),
            model: z.enum(MODELS).openapi({ description: "The records it brings.", example: "weather_alert" }),
            description: words(1000, "What it does.", syncExample.description),
            every_minutes: minutes("How often it runs unless the builder chooses otherwise, in minutes."),
            at_most_every_minutes: minutes("How often it may run at most, in minutes."),
          }),
        )
        .max(50)
        .openapi({ description: "What it does by itself.", example: installFormExample.syncs }),
      actions: z
        .array(
          z.object({
            name: words(100, "The action.", "look_up_forecast"),
            description: words(1000, "What it does.", installFormExample.actions[0]?.description ?? ""),
          }),
        )
        .max(50)
        .openapi({ description: "What it does when it is asked to.", example: installFormExample.actions }),
    })
    .openapi("InstallForm", { description: "What installing asks for, and what is then done." }),
);
