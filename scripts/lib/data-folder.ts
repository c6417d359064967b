import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { dirname, join } from "node:path";
import { said, Trouble } from "./trouble";

/** @throws Trouble unless files can be written there */
export function makeFolder(folder: string): void {
  const probe = join(folder, `.probe-${process.pid}`);
  try {
    makeAll(folder);
    writeFileSync(probe, "");
    rmSync(probe);
  } catch (error) {
    throw new Trouble(`The data folder ${folder} cannot be written (${said(error)}). Set DATA_DIR to one that can.`);
  }
}

/** Node's own recursion never ends where a file system denies that a folder it holds exists, as /proc does. */
function makeAll(folder: string): void {
  if (existsSync(folder)) return;
  makeAll(dirname(folder));
  mkdirSync(folder);
}

type Holder = { pid: number; port: number };

/**
 * Keeps a second `npm start` out of the same folder: two runtimes would write the same database files.
 * @returns what gives the folder back
 * @throws Trouble when another one is at work in it
 */
export async function holdFolder(folder: string, port: number): Promise<() => void> {
  const path = join(folder, "running.json");
  const holder = readHolder(path);
  if (holder && isAlive(holder.pid) && (await listens(holder.port))) {
    throw new Trouble(
      `The data folder ${folder} is in use by the process ${holder.pid} on port ${holder.port}. Stop it, or set DATA_DIR to another folder.`,
    );
  }
  writeFileSync(path, `${JSON.stringify({ pid: process.pid, port })}\n`);
  return () => rmSync(path, { force: true });
}

function readHolder(path: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as Holder;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    return pid !== process.pid && process.kill(pid, 0);
  } catch {
    return false;
  }
}

const listens = (port: number): Promise<boolean> =>
  new Promise((done) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => done(true)).once("error", () => done(false));
    socket.once("connect", () => socket.destroy());
  });
