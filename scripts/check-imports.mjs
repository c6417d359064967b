// dependency-cruiser passes when it finds nothing to cruise, so the count is checked as well.
import { execFileSync } from "node:child_process";

const MIN_MODULES = 50;
let output;
try {
  output = execFileSync("depcruise", ["src", "queues", "durable-objects", "--output-type", "json"], {
    maxBuffer: 64 * 1024 * 1024,
    encoding: "utf8",
  });
} catch (error) {
  output = error.stdout;
}
const { summary, modules } = JSON.parse(output);
for (const { rule, from, to } of summary.violations)
  process.stderr.write(`${rule.severity} ${rule.name}: ${from} → ${to}\n`);
const own = modules.filter(({ source }) => /^(src|queues|durable-objects)\//u.test(source)).length;
if (own < MIN_MODULES) process.stderr.write(`only ${own} modules were cruised\n`);
if (summary.error > 0 || own < MIN_MODULES) process.exitCode = 1;
