import { setTimeout as sleep } from "node:timers/promises";
import type { World } from "../support/world";

const PATIENCE_MS = 10_000;

/** The link in the last mail of a kind to an address; mail that nobody sends is in the log. */
export async function linkTo(world: World, email: string, kind = "verify-email"): Promise<string> {
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await sleep(100)) {
    const lines = world
      .said()
      .split("\n")
      .filter((line) => line.includes(`"kind":"${kind}","to":"${email}"`));
    const link = /"link":"([^"]+)"/u.exec(lines.at(-1) ?? "")?.[1];
    if (link !== undefined) return link;
  }
  throw new Error(`no mail to ${email} was written to the log`);
}
