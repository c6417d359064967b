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

/**
 * Fires the crons that `wrangler dev` does not: those of every minute at once, then all of them as their time comes.
 * @returns what ends it, runs under way included
 */
export function startCrons(baseUrl: string, crons: readonly string[]): () => void {
  const stopped = new AbortController();
  const fire = (cron: string) => {
    const url = `${baseUrl}/cdn-cgi/handler/scheduled?cron=${encodeURIComponent(cron)}`;
    fetch(url, { signal: stopped.signal })
      .then((response) => response.text())
      .catch((error: unknown) => {
        if (!stopped.signal.aborted) process.stderr.write(`The cron ${cron} did not run: ${String(error)}\n`);
      });
  };
  for (const cron of crons) if (cron === "* * * * *") fire(cron);
  let timer: NodeJS.Timeout;
  const next = () => {
    timer = setTimeout(
      () => {
        const now = new Date();
        for (const cron of crons) if (cronMatches(cron, now)) fire(cron);
        next();
      },
      60_000 - (Date.now() % 60_000),
    );
  };
  next();
  return () => {
    clearTimeout(timer);
    stopped.abort();
  };
}
