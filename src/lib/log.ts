export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** One JSON object a line. Callers pass only what may be read by an operator: ids, counts, names, never secrets or bodies. */
export function log(level: "info" | "warn" | "error", message: string, fields: LogFields = {}): void {
  // oxlint-disable-next-line no-console -- the platform collects what is written here
  console[level](JSON.stringify({ level, message, ...fields }));
}

/** What an operator needs of an error: its name, message and where it was thrown. */
export const describe = (error: unknown): LogFields =>
  error instanceof Error
    ? { error: error.name, detail: error.message, stack: error.stack?.split("\n").slice(1, 6).join(" | ") }
    : { error: typeof error, detail: String(error) };
