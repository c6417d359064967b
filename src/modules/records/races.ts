import { LostRace } from "#db/commit";

const MOST = 5;

/** Does it again, from a fresh read, when another request changed the same record in between. */
export async function retryLostRaces<T>(work: () => Promise<T>): Promise<T> {
  for (let race = 1; ; race += 1) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof LostRace) || race === MOST) throw error;
    }
  }
}
