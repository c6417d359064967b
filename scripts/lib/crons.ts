import { readFileSync } from "node:fs";

/** The cron expressions of wrangler.toml. */
function expressions(configPath: string): string[] {
  const list = /^crons\s*=\s*\[([^\]]*)\]/mu.exec(readFileSync(configPath, "utf8"))?.[1] ?? "";
  return [...list.matchAll(/"([^"]+)"/gu)].map((match) => match[1] ?? "");
}

const RANGES = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 6],
] as const;

function fieldMatches(field: string, value: number, [low, high]: readonly [number, number]): boolean {
  return field.split(",").some((part) => {
    const [range = "*", step = "1"] = part.split("/");
    const [from, to] =
      range === "*" ? [low, high] : range.includes("-") ? range.split("-").map(Number) : [Number(range), Number(range)];
    return value >= (from ?? low) && value <= (to ?? high) && (value - (from ?? low)) % Number(step) === 0;
  });
}

/** Whether a five-field cron expression fires in the minute of `at`, UTC. */
export function cronMatches(expression: string, at: Date): boolean {
  const values = [at.getUTCMinutes(), at.getUTCHours(), at.getUTCDate(), at.getUTCMonth() + 1, at.getUTCDay()];
  return expression
    .split(/\s+/u)
    .every((field, index) => fieldMatches(field, values[index] ?? 0, RANGES[index] ?? [0, 59]));
}

/** Fires the crons that `wrangler dev` does not: those of every minute at once, then all of them as their time comes. */
export function startCrons(baseUrl: string, configPath: string): () => void {
  const crons = expressions(configPath);
  const fire = (cron: string) => {
    const url = `${baseUrl}/cdn-cgi/handler/scheduled?cron=${encodeURIComponent(cron)}`;
    fetch(url).catch((error: unknown) => process.stderr.write(`cron ${cron} did not run: ${String(error)}\n`));
  };
  for (const cron of crons) if (cron === "* * * * *") fire(cron);
  let timer: NodeJS.Timeout;
  const next = () => {
    timer = setTimeout(
      () => {
        for (const cron of crons) if (cronMatches(cron, new Date())) fire(cron);
        next();
      },
      60_000 - (Date.now() % 60_000),
    );
  };
  next();
  return () => clearTimeout(timer);
}
