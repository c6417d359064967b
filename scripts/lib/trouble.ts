/** A failure that one line explains. Any other is a bug and keeps its stack. */
export class Trouble extends Error {}

/** The first line of what an error says. */
export const said = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split("\n")[0] ?? "";
