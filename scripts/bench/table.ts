/** One line of the report. `met` is undefined for a figure that has no goal. */
export type Line = {
  what: string;
  ours: string;
  against: string;
  ratio: string;
  goal: string;
  met: boolean | undefined;
};

const HEADINGS = ["what", "ours", "against", "ratio", "goal", "met?"];

/** Lines as a table of text, columns as wide as what is in them. */
export function table(lines: readonly Line[]): string {
  const rows = lines.map(({ what, ours, against, ratio, goal, met }) => [
    what,
    ours,
    against,
    ratio,
    goal,
    met === undefined ? "" : met ? "yes" : "NO",
  ]);
  const widths = HEADINGS.map((heading, at) => Math.max(heading.length, ...rows.map((row) => row[at]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join("  ")
      .trimEnd();
  return [line(HEADINGS), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}

/** A number with as many digits as mean something: 1,234 · 56.7 · 1.23 */
export function figure(value: number): string {
  if (Math.abs(value) >= 100 || Number.isInteger(value)) return Math.round(value).toLocaleString("en-US");
  return value.toFixed(Math.abs(value) >= 10 ? 1 : 2);
}
