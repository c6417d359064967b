import { once } from "#lib/once";
import { z } from "@hono/zod-openapi";
import { idSchema, openObject, type RecordModel, canonicalRecords, textSchema, timeSchema } from "#models";

export const INSTALL_ID = "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b60";
export const RUN_ID = "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b61";

export const integrationTag = "Integrations";
export const installParams = { id: { description: "Id of the install.", example: INSTALL_ID } };
export const slugParam = {
  slug: {
    description: "The integration, by the name in its address.",
    example: "noaa-weather",
    pattern: "^[a-z0-9]+(-[a-z0-9]+)*$",
    noun: "integration",
  },
};
/** Of operations, models and actions. */
export const NAME_PATTERN = "^[a-z][a-z0-9]*(_[a-z0-9]+)*$";

const EXAMPLE_TIME = "2026-04-14T08:00:00.000Z";
export const at = (description: string) => timeSchema().openapi({ description, example: EXAMPLE_TIME });
export const maybeAt = (description: string, example: string | null = EXAMPLE_TIME) =>
  timeSchema().nullable().openapi({ description, example });
export const count = (description: string, example: number) =>
  z.int().min(0).max(1_000_000_000).openapi({ format: "int32", description, example });
export const shortText = (description: string, example: string, max = 100) =>
  textSchema(max).openapi({ description, example });
export const maybeText = (description: string, example: string | null = null, max = 500) =>
  textSchema(max).nullable().openapi({ description, example });
export const errorClass = () =>
  z.enum(["config", "transient", "contract", "system"]).nullable().openapi({
    description:
      "Why it failed. `config`: a credential or a setting is wrong. `transient`: the other side is away. `contract`: its answer is not what it should be. `system`: our own side failed.",
    example: null,
  });

const values = (description: string, example: Record<string, string>) =>
  z.record(z.string().min(1).max(100), textSchema(4000)).openapi({ description, example, maxProperties: 20 });

const config = () =>
  openObject(50).openapi({
    description: "The values of its form; the integration's listing says which there are.",
    example: { contact_email: "office@example.com" },
  });
const credentials = () =>
  values(
    "What its kind of authentication needs: `api_key`, or `username` and `password`, or `client_id` and `client_secret`, or `address`; `webhook_secret` where it sends webhooks. Kept encrypted, and never shown again.",
    {},
  );

const PERMISSIONS = [
  "Read the coordinates of your projects",
  "Send those coordinates to the National Weather Service, and the area around them to NOAA's climate archive",
  "Store the forecasts and alerts that come back",
];
const permissions = () =>
  z
    .array(textSchema(300))
    .max(50)
    .openapi({ description: "What its listing asks to agree to, word for word.", example: PERMISSIONS });

export const installInputSchema = once(() =>
  z
    .strictObject({
      permissions: permissions(),
      config: config().optional(),
      credentials: credentials().optional(),
    })
    .openapi("InstallCreate", { description: "What installs an integration." }),
);

export const installInputExample = { permissions: PERMISSIONS, config: { contact_email: "office@example.com" } };

export const installPatchSchema = once(() =>
  z
    .strictObject({
      config: config().optional(),
      credentials: credentials().optional(),
      every_minutes: z
        .record(z.string().min(1).max(100), z.int().min(1).max(43_200).openapi({ format: "int32" }))
        .optional()
        .openapi({
          description: "How often syncs run, by their names.",
          example: { weather_forecasts: 120 },
          maxProperties: 50,
        }),
    })
    .openapi("InstallUpdate", { description: "A JSON merge-patch of an install." }),
);

export const installExample = {
  id: INSTALL_ID,
  slug: "noaa-weather",
  version: "v1",
  previous_version: null,
  status: "active",
  status_reason: null,
  config: { contact_email: "office@example.com" },
  permissions: PERMISSIONS,
  syncs: [{ name: "weather_forecasts", every_minutes: 60, next_run_at: EXAMPLE_TIME, last_success_at: null }],
  webhook_path: null,
  connect_path: null,
  link_path: null,
  bad_signatures: 0,
  installed_at: EXAMPLE_TIME,
  first_synced_at: null,
  created_at: EXAMPLE_TIME,
  updated_at: EXAMPLE_TIME,
};

const syncSchema = once(() =>
  z.object({
    name: shortText("The sync.", "weather_forecasts"),
    every_minutes: count("Its rhythm, in minutes.", 60),
    next_run_at: maybeAt("When it runs next; null when it does not run by itself."),
    last_success_at: maybeAt("When it last succeeded.", null),
  }),
);

export const installSchema = once(() =>
  z
    .object({
      id: idSchema().openapi({ description: "Identifier.", example: INSTALL_ID }),
      slug: shortText("The integration.", "noaa-weather"),
      version: shortText("The version of the integration it uses.", "v1"),
      previous_version: maybeText(
        "The version before its last upgrade, which can be taken back until that version ends.",
        null,
        100,
      ),
      status: z.enum(["pending", "active", "paused", "needs_attention", "uninstalled"]).openapi({
        description:
          "How it stands. `pending`: a member has still to connect it at the other side. `needs_attention`: a credential or a setting has to be put right.",
        example: "active",
      }),
      status_reason: maybeText("Why it is paused or needs attention."),
      config: config(),
      permissions: permissions(),
      syncs: z
        .array(syncSchema())
        .max(50)
        .openapi({ description: "What it does by itself.", example: installExample.syncs }),
      webhook_path: maybeText("Where the other side sends its webhooks, below our origin; null where it sends none."),
      connect_path: maybeText("Where a signed-in member goes to connect it, while it is pending."),
      link_path: maybeText(
        "Where a token is got that opens the other side's own window, below our origin, for integrations that are connected so.",
      ),
      bad_signatures: count("Requests to `webhook_path` whose signature was wrong.", 0),
      installed_at: maybeAt("When it was installed."),
      first_synced_at: maybeAt("When it first brought data, or did what it was asked.", null),
      created_at: at("When it was created."),
      updated_at: at("When it was last changed."),
    })
    .openapi("Install", { description: "An integration of a builder." }),
);

export const runExample = {
  id: RUN_ID,
  sync: "weather_forecasts",
  version: "v1",
  trigger: "schedule",
  status: "succeeded",
  pages: 3,
  records_read: 3,
  created: 0,
  updated: 2,
  unchanged: 1,
  deleted: 0,
  total: 3,
  pending_deletions: null,
  error_class: null,
  error: null,
  started_at: EXAMPLE_TIME,
  finished_at: EXAMPLE_TIME,
};

export const runSchema = once(() =>
  z
    .object({
      id: idSchema().openapi({ description: "Identifier.", example: RUN_ID }),
      sync: shortText("The sync.", "weather_forecasts"),
      version: shortText("The version of the integration that ran.", "v1"),
      trigger: z
        .enum(["schedule", "manual", "webhook", "install"])
        .openapi({ description: "What began it.", example: "schedule" }),
      status: z.enum(["running", "succeeded", "continued", "failed", "stopped", "confirmed"]).openapi({
        description:
          "How it stands. `continued`: its time was up, another run goes on. `stopped`: it would delete more than a fifth of the records, and waits to be confirmed.",
        example: "succeeded",
      }),
      pages: count("Pages committed so far.", 3),
      records_read: count("Records in them.", 3),
      created: count("New records.", 0),
      updated: count("Records that have changed.", 2),
      unchanged: count("Records that have not.", 1),
      deleted: count("Records that are gone.", 0),
      total: z
        .int()
        .min(0)
        .max(1_000_000_000)
        .nullable()
        .openapi({ format: "int32", description: "Records there are in all, where that is known.", example: 3 }),
      pending_deletions: z
        .int()
        .min(0)
        .max(1_000_000_000)
        .nullable()
        .openapi({ format: "int32", description: "Of a stopped run: how many it would delete.", example: null }),
      error_class: errorClass(),
      error: maybeText("What went wrong."),
      started_at: at("When it began."),
      finished_at: maybeAt("When it ended."),
    })
    .openapi("SyncRun", { description: "One run of a sync." }),
);

export const callExample = {
  id: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b62",
  version: "v1",
  endpoint: "getForecast",
  method: "GET",
  url: "api.weather.gov/gridpoints/BOX/70,82/forecast",
  status: 200,
  duration_ms: 212,
  bytes: 10_157,
  error_class: null,
  error: null,
  created_at: EXAMPLE_TIME,
};

export const callSchema = once(() =>
  z
    .object({
      id: idSchema().openapi({ description: "Identifier.", example: callExample.id }),
      version: shortText("The version of the integration that made it.", "v1"),
      endpoint: shortText("What was asked.", "getForecast"),
      method: shortText("HTTP method.", "GET", 10),
      url: shortText("Host, path and query, without secrets.", callExample.url, 2000),
      status: z
        .int()
        .min(100)
        .max(599)
        .nullable()
        .openapi({ format: "int32", description: "HTTP status; null when there was no answer.", example: 200 }),
      duration_ms: count("How long it took, in ms.", 212),
      bytes: count("The size of the answer, as far as it was read.", 10_157),
      error_class: errorClass(),
      error: maybeText("What was wrong."),
      created_at: at("When it was made."),
    })
    .openapi("UpstreamCall", { description: "A request to the service behind an integration." }),
);

export const recordExample = {
  external_id: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b11",
  data: { site_id: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b11" },
  created_at: EXAMPLE_TIME,
  updated_at: EXAMPLE_TIME,
  deleted_at: null,
};

export const recordSchema = once(() =>
  z
    .object({
      external_id: shortText("Its id at the other side.", recordExample.external_id, 300),
      data: openObject().openapi({
        description: "The record, in the form its model has.",
        example: recordExample.data,
      }),
      created_at: at("When it first came."),
      updated_at: at("When it last changed."),
      deleted_at: maybeAt("When it was gone.", null),
    })
    .openapi("SyncedRecord", { description: "A record that an integration has brought." }),
);

export const isModel = (name: string): name is RecordModel => Object.hasOwn(canonicalRecords, name);
