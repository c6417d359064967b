import boards from "./boards.json";

/** A state's way with contractors: what it asks of them, and where that is looked up. */
export type Board = {
  state: string;
  name: string;
  board: string;
  /** Whether builders need a license of the state, have to register with it, or neither. */
  regime: "license" | "registration" | "none";
  note: string | null;
  lookup_url: string | null;
  /** How a license is verified here: by a live look-up, in the state's published file, or by a person on the board's page. */
  method: "live" | "file" | "manual";
  /** The integration that looks it up. */
  integration: string | null;
};

const LIVE: ReadonlyMap<string, string> = new Map([
  ["CO", "colorado-trade-licenses"],
  ["CT", "connecticut-contractor-licenses"],
  ["DE", "delaware-trade-licenses"],
  ["IL", "illinois-roofing-licenses"],
  ["NY", "new-york-city-licenses"],
  ["OR", "oregon-contractor-licenses"],
  ["TX", "texas-trade-licenses"],
  ["WA", "washington-contractor-licenses"],
]);
const BY_FILE: ReadonlySet<string> = new Set(["CA"]);

const methodOf = (state: string): Board["method"] =>
  LIVE.has(state) ? "live" : BY_FILE.has(state) ? "file" : "manual";

/** The 50 states and the District of Columbia, by their codes. */
export const licenseBoards: readonly Board[] = boards
  .map((row): Board => ({
    ...row,
    regime: row.regime as Board["regime"],
    method: methodOf(row.state),
    integration: LIVE.get(row.state) ?? null,
  }))
  .toSorted((a, b) => (a.state < b.state ? -1 : 1));

const byState = new Map(licenseBoards.map((board) => [board.state, board]));

export const boardOf = (state: string): Board | undefined => byState.get(state);
