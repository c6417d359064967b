import { entities, entityNamed } from "./catalogue";
import type { Entity } from "./entity";

export type EventType = {
  name: string;
  description: string;
  /** The entity whose record the event carries; null for what the platform itself says. */
  carries: string | null;
};

const verbs = (entity: Entity): EventType[] => {
  const noun = `${entity.article} ${entity.name.replaceAll("_", " ")}`;
  const said = noun.replace(/^a/u, "A");
  return [
    { name: `${entity.name}.created`, description: `${said} was created.`, carries: entity.name },
    {
      name: `${entity.name}.updated`,
      description: `${said} was changed; previous_attributes holds the former values.`,
      carries: entity.name,
    },
    {
      name: `${entity.name}.deleted`,
      description: `${said} was deleted; the event carries its last state.`,
      carries: entity.name,
    },
  ];
};

/** Every type of event, in a fixed order. */
export const eventTypes: readonly EventType[] = [
  ...Object.values(entities).flatMap((entity) => [
    ...verbs(entity),
    ...(entity.transitions ?? []).map(({ name, description, carries }) => ({
      name: `${entity.name}.${name}`,
      description,
      carries: entityNamed(carries ?? entity.name).name,
    })),
  ]),
  {
    name: "integration.conflict_opened",
    description:
      "You and an integration have changed the same field of a record, or one side refuses the other's change; it waits for a decision.",
    carries: null,
  },
  { name: "integration.installed", description: "An integration was installed, or installed again.", carries: null },
  { name: "integration.uninstalled", description: "An integration was uninstalled.", carries: null },
  {
    name: "integration.first_synced",
    description:
      "An integration brought its first data, or did what it was asked for the first time; from then on it counts as used.",
    carries: null,
  },
  {
    name: "integration.records_changed",
    description: "An integration brought records that are new, changed or gone; unchanged ones cause no event.",
    carries: null,
  },
  {
    name: "project.king_tide",
    description:
      "An unusually high tide is predicted at a project's site, is predicted otherwise now, is predicted no longer, or is near.",
    carries: null,
  },
  {
    name: "project.setbacks_changed",
    description: "The setbacks of a project's lot were entered, changed or removed.",
    carries: null,
  },
  {
    name: "project.weather_alert",
    description:
      "An alert of severe or extreme weather, or a warning or watch of the sea, at a project's site was issued, changed what it says, or was called off before its end; or one of the sea is near.",
    carries: null,
  },
  { name: "survey.imported", description: "A survey was read from a document.", carries: null },
  {
    name: "survey.placed",
    description: "A survey was laid over a picture of the site plan, or lies on it in another way now.",
    carries: null,
  },
  {
    name: "survey.placement_removed",
    description:
      "A survey was taken off a picture of the site plan. What lay there of a survey or on a document that is deleted goes with it, without an event of its own.",
    carries: null,
  },
  {
    name: "survey.deleted",
    description: "A survey was deleted, and with it how it lay on pictures; its document was not.",
    carries: null,
  },
  {
    name: "vendor.license_changed",
    description:
      "A vendor's license was verified for the first time, or found with another standing or another end than before.",
    carries: null,
  },
  {
    name: "vendor.license_expiring",
    description: "A vendor's license ends in 60, 30 or 7 days, or in fewer when that was not known before.",
    carries: null,
  },
  { name: "webhook.disabled", description: "The platform switched a webhook subscription off.", carries: null },
].toSorted((a, b) => (a.name < b.name ? -1 : 1));

const names = new Set(eventTypes.map(({ name }) => name));
const families = new Set(eventTypes.map(({ name }) => `${name.split(".")[0] ?? ""}.*`));

export const isEventType = (name: string): boolean => names.has(name);

/** A type of the catalogue, all types of one noun (`invoice.*`), or `*`. */
export const isEventPattern = (pattern: string): boolean =>
  pattern === "*" || names.has(pattern) || families.has(pattern);
