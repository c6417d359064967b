/** `npm run check`: everything but the tests, two checks at a time, all of them whatever fails. */
import { spawn } from "node:child_process";

/** Beside each other: types take as long as half of the rest. */
const LANES = [
  ["types", "dead"],
  ["lint", "format", "imports", "generated", "integrity", "openapi"],
];

/** What a check says is shown when it has ended, so that none talks across another. @param {string} name */
function run(name) {
  const child = spawn("npm", ["run", "-s", `check:${name}`], { stdio: ["ignore", "pipe", "pipe"] });
  /** @type {Buffer[]} */
  const said = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (part) => said.push(part));
  return new Promise((done, fail) => {
    child.once("error", fail).once("close", (code) => {
      process.stdout.write(Buffer.concat(said));
      if (code !== 0) process.stdout.write(`check:${name} FAILED\n`);
      done(code === 0);
    });
  });
}

/** @param {readonly string[]} names */
async function runLane(names) {
  for (const name of names) if (!(await run(name))) process.exitCode = 1;
}

await Promise.all(LANES.map(runLane));
