import { once } from "#lib/once";
import {
  idSchema,
  LICENSE_STANDINGS,
  setbacksSample,
  setbacksShape,
  textSchema,
  tide,
  tideStation,
  weatherAlert,
} from "#models";
import { z } from "@hono/zod-openapi";
import type { Said } from "./said";
import { surveyEvents } from "./survey-events";

const disabledSample = {
  id: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b18",
  url: "https://hooks.example.com/rossos",
  disabled_at: "2026-04-14T08:00:00.000Z",
  disabled_reason: "All 6 attempts of a delivery failed.",
};

const disabledSchema = once(() =>
  z
    .object({
      id: idSchema().openapi({ description: "The webhook.", example: disabledSample.id }),
      url: textSchema(2048).openapi({ description: "Where it sent.", example: disabledSample.url }),
      disabled_at: z.string().max(30).openapi({
        format: "date-time",
        description: "When it was switched off.",
        example: disabledSample.disabled_at,
      }),
      disabled_reason: textSchema(500).openapi({ description: "Why.", example: disabledSample.disabled_reason }),
    })
    .openapi({ description: "The webhook that was switched off." }),
);

const INSTALL = { id: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b60", slug: "noaa-weather" };
const id = once(() => idSchema().openapi({ description: "The install.", example: INSTALL.id }));
const slug = once(() => textSchema(100).openapi({ description: "The integration.", example: INSTALL.slug }));
const name = (description: string, example: string) => textSchema(200).openapi({ description, example });
const count = (description: string, example: number) =>
  z.int().min(0).max(1_000_000).openapi({ format: "int32", description, example });

const install: Said = {
  sample: { ...INSTALL, version: "v1", environment: "live" },
  schema: () =>
    z
      .object({
        id: id(),
        slug: slug(),
        version: name("The version of the integration that is used.", "v1"),
        environment: z.enum(["live", "sandbox"]).openapi({ description: "Of its builder.", example: "live" }),
      })
      .openapi({ description: "The install." }),
};

const RUN = "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b61";
const recordsChanged: Said = {
  sample: {
    ...INSTALL,
    sync: "weather_alerts",
    model: "weather_alert",
    run_id: RUN,
    created: 2,
    updated: 0,
    deleted: 1,
  },
  schema: () =>
    z
      .object({
        id: id(),
        slug: slug(),
        sync: name("What brought them.", "weather_alerts"),
        model: name("Their kind.", "weather_alert"),
        run_id: idSchema().openapi({ description: "The run.", example: RUN }),
        created: count("How many are new.", 2),
        updated: count("How many have changed.", 0),
        deleted: count("How many are gone.", 1),
      })
      .openapi({ description: "How many records have changed." }),
};

const conflictSample = {
  id: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b64",
  install_id: INSTALL.id,
  slug: "xero",
  model: "contact",
  external_id: "3ec601ad-eddc-4ccb-a8ac-736e88293b1b",
  entity: "vendor",
  record_id: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b15",
  field: "email",
  base: "office@example.com",
  local: "ray@example.com",
  remote: "bills@example.com",
  reason: null,
};
const value = (description: string, example: string | null) =>
  textSchema(200_000).nullable().openapi({ description, example });
const conflictOpened: Said = {
  sample: conflictSample,
  schema: () =>
    z
      .object({
        id: idSchema().openapi({ description: "The conflict.", example: conflictSample.id }),
        install_id: id(),
        slug: name("The integration.", conflictSample.slug),
        model: name("The record's kind at the other side.", conflictSample.model),
        external_id: textSchema(300).openapi({
          description: "Its id at the other side.",
          example: conflictSample.external_id,
        }),
        entity: name("Its kind with us.", conflictSample.entity),
        record_id: idSchema().openapi({ description: "Its id with us.", example: conflictSample.record_id }),
        field: name("The field.", conflictSample.field),
        base: value("What both sides last agreed on.", conflictSample.base),
        local: value("What it is with us.", conflictSample.local),
        remote: value("What it is at the other side.", conflictSample.remote),
        reason: value("Why one side refuses the other's change; null where both have changed it.", null),
      })
      .openapi({ description: "The conflict." }),
};

const PROJECT = { id: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b11", name: "Ortiz residence" };
const project = () => ({
  id: idSchema().openapi({ description: "The project.", example: PROJECT.id }),
  name: name("Its name.", PROJECT.name),
});
const alertSample = {
  ...PROJECT,
  change: "issued",
  alert_id: "urn:oid:2.49.0.1.840.0.7b1c",
  event: "High Wind Warning",
  severity: "severe",
  urgency: "expected",
  headline: "High Wind Warning until Wednesday evening",
  starts_at: "2026-07-15T20:00:00.000Z",
  ends_at: "2026-07-16T02:00:00.000Z",
  is_storm_surge: false,
};
const projectAlert: Said = {
  sample: alertSample,
  schema: () =>
    z
      .object({
        ...project(),
        change: z.enum(["issued", "updated", "cancelled", "near"]).openapi({
          description: "What happened to it; `near`: an alert of the sea begins within a day.",
          example: "issued",
        }),
        alert_id: weatherAlert().shape.alert_id,
        event: weatherAlert().shape.event,
        severity: weatherAlert().shape.severity,
        urgency: weatherAlert().shape.urgency,
        headline: weatherAlert().shape.headline,
        starts_at: weatherAlert().shape.starts_at,
        ends_at: weatherAlert().shape.ends_at,
        is_storm_surge: z
          .boolean()
          .openapi({ description: "Whether it warns of the sea coming ashore.", example: false }),
      })
      .openapi({ description: "The alert." }),
};

const projectKingTide: Said = {
  sample: {
    ...PROJECT,
    change: "predicted",
    starts_at: "2026-12-23T14:58:00.000Z",
    ends_at: "2026-12-25T16:18:00.000Z",
    highest_at: "2026-12-24T15:37:00.000Z",
    height_ft: 13.12,
    reason: "year_highest",
    station_number: "9447130",
    station_name: "Seattle",
  },
  schema: () =>
    z
      .object({
        ...project(),
        change: z.enum(["predicted", "changed", "withdrawn", "near"]).openapi({
          description: "What happened to the prediction; `near`: it begins within two days.",
          example: "predicted",
        }),
        starts_at: tide().shape.at.openapi({ description: "The first of its high waters, which follow day by day." }),
        ends_at: tide().shape.at.openapi({ description: "The last of them." }),
        highest_at: tide().shape.at.openapi({ description: "The highest of them." }),
        height_ft: tide().shape.height_ft,
        reason: z.enum(["minor_flood", "year_highest"]).openapi({
          description:
            "`minor_flood`: it reaches the station's minor flood level. `year_highest`: it is the highest predicted in its year.",
          example: "year_highest",
        }),
        station_number: tideStation().shape.number,
        station_name: tideStation().shape.name,
      })
      .openapi({ description: "The king tide." }),
};

const { project_id: _project, ...setbacksSaid } = setbacksSample;
const projectSetbacks: Said = {
  sample: { ...PROJECT, project_id: PROJECT.id, ...setbacksSaid },
  previous: { front_ft: 30, entered_at: "2026-03-02T08:00:00.000Z" },
  schema: () => {
    const about = project();
    return z.object({ ...about, project_id: about.id, ...setbacksShape() }).openapi({ description: "The setbacks." });
  },
};

const LICENSE = {
  id: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b16",
  name: "AJS Remodel & Repair LLC",
  state: "OR",
  number: "259529",
};
const license = () => ({
  id: idSchema().openapi({ description: "The vendor.", example: LICENSE.id }),
  name: name("Its name.", LICENSE.name),
  state: name("The state, by its code.", LICENSE.state),
  number: name("The license's number.", LICENSE.number),
});
const day = (description: string, example: string | null) =>
  z.iso.date().max(10).openapi({ format: "date", description, example });
const standing = (description: string, example: string | null) =>
  z.enum(LICENSE_STANDINGS).openapi({ description, example });

const licenseChanged: Said = {
  sample: {
    ...LICENSE,
    standing: "active",
    previous_standing: null,
    expires_on: "2027-12-23",
    previous_expires_on: null,
    source: "oregon-contractor-licenses",
  },
  schema: () =>
    z
      .object({
        ...license(),
        standing: standing("What it is good for now.", "active"),
        previous_standing: standing("What it was good for; null when it had not been verified.", null).nullable(),
        expires_on: day("When it ends, where that is known.", "2027-12-23").nullable(),
        previous_expires_on: day("When it would have ended.", null).nullable(),
        source: name("The slug of the integration that looked, `file` or `manual`.", "oregon-contractor-licenses"),
      })
      .openapi({ description: "The license." }),
};

const licenseExpiring: Said = {
  sample: { ...LICENSE, expires_on: "2027-12-23", days_left: 30 },
  schema: () =>
    z
      .object({
        ...license(),
        expires_on: day("The last day it is good for.", "2027-12-23"),
        days_left: count("Whole days until then; 0 on the last one.", 30),
      })
      .openapi({ description: "The license." }),
};

/** What events carry that are about no record of the API. */
export const platformEvents: Readonly<Record<string, Said>> = {
  "integration.conflict_opened": conflictOpened,
  "integration.first_synced": install,
  "integration.installed": install,
  "integration.records_changed": recordsChanged,
  "integration.uninstalled": install,
  "project.king_tide": projectKingTide,
  "project.setbacks_changed": projectSetbacks,
  "project.weather_alert": projectAlert,
  ...surveyEvents,
  "vendor.license_changed": licenseChanged,
  "vendor.license_expiring": licenseExpiring,
  "webhook.disabled": { schema: disabledSchema, sample: disabledSample },
};
