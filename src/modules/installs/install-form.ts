import type { Manifest } from "#connectors/sdk";
import { actionOperations, type Field, type RecordModel, syncOperations } from "#models";
import { credentialFields } from "#modules/connections";
import { findManifest, hasSecret } from "./open-connector";

/** One field of an install form, as on the wire. What does not apply to its kind is null. */
export type FormField = {
  name: string;
  label: string;
  kind: "text" | "email" | "uri" | "secret" | "integer" | "number" | "boolean" | "choice" | "date" | "list";
  description: string | null;
  /** Whether it must be entered; what is optional has a default or may be null. */
  required: boolean;
  /** As text; of a list, a line each. */
  default: string | null;
  example: string | null;
  choices: string[] | null;
  minimum: number | null;
  maximum: number | null;
  max_length: number | null;
};

/** What installing asks for and what the integration then does, as on the wire. */
export type InstallForm = {
  config: FormField[];
  credentials: FormField[];
  connection: "none" | "credentials" | "sign_in" | "link";
  syncs: {
    name: string;
    model: RecordModel;
    description: string;
    every_minutes: number;
    at_most_every_minutes: number;
  }[];
  actions: { name: string; description: string }[];
};

/** A field's name in words: `contact_email` is "Contact email". */
const spoken = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1).replaceAll("_", " ");

const asText = (value: Field["example"], separator: string): string =>
  Array.isArray(value) ? value.join(separator) : String(value);

const BLANK = {
  description: null,
  default: null,
  example: null,
  choices: null,
  minimum: null,
  maximum: null,
  max_length: null,
};

function kindOf(field: Field): FormField["kind"] {
  if (field.kind === "text") return field.format ?? "text";
  return field.kind === "ref" || field.kind === "time" ? "text" : field.kind;
}

function formField(name: string, field: Field): FormField {
  const hasRange = field.kind === "integer" || field.kind === "number";
  return {
    name,
    label: field.label ?? spoken(name),
    kind: kindOf(field),
    ...BLANK,
    description: field.description,
    required: field.required === true,
    default: field.default === undefined ? null : asText(field.default, "\n"),
    example: asText(field.example, ", "),
    choices: field.kind === "choice" ? [...field.values] : null,
    minimum: hasRange ? field.min : null,
    maximum: hasRange ? field.max : null,
    max_length: field.kind === "text" ? field.max : field.kind === "list" ? field.maxLength : null,
  };
}

const credentialsOf = (manifest: Manifest): FormField[] =>
  credentialFields(manifest.auth, hasSecret(manifest)).map(({ name, label, isSecret, required, example = null }) => ({
    name,
    label,
    kind: isSecret ? "secret" : "text",
    ...BLANK,
    required,
    example,
  }));

const CONNECTIONS = {
  none: "none",
  api_key: "credentials",
  basic: "credentials",
  address: "credentials",
  oauth2_client: "credentials",
  oauth2_code: "sign_in",
  link: "link",
} as const satisfies Record<Manifest["auth"]["type"], InstallForm["connection"]>;

/** @returns null for what has no connector of the platform's own: what is planned, and third-party applications */
export async function installForm(slug: string): Promise<InstallForm | null> {
  const manifest = await findManifest(slug);
  if (!manifest) return null;
  return {
    config: Object.entries(manifest.config).map(([name, field]) => formField(name, field)),
    credentials: credentialsOf(manifest),
    connection: CONNECTIONS[manifest.auth.type],
    syncs: manifest.syncs.map(({ name, description, everyMinutes, atMostEveryMinutes }) => ({
      name,
      model: syncOperations[name],
      description,
      every_minutes: everyMinutes,
      at_most_every_minutes: atMostEveryMinutes ?? everyMinutes,
    })),
    actions: manifest.actions.map((name) => ({ name, description: actionOperations[name].description })),
  };
}
