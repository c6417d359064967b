import { createDurable } from "itty-durable";
import { LEASE_MS, type RefreshLease } from "../src/lib/refresh-lock";

/** One object a connection: of all who want to renew its token, one does, and the others wait for that. */
export class RefreshLock extends createDurable({ autoPersist: false }) {
  held: RefreshLease = { id: 0, until: 0 };
  last = 0;
  freed: PromiseWithResolvers<void> | undefined = undefined;

  override getPersistable() {
    return { held: this.held, last: this.last };
  }

  async take(): Promise<{ lease: number }> {
    const now = Date.now();
    if (this.held.until <= now) {
      this.last += 1;
      this.held = { id: this.last, until: now + LEASE_MS };
      await this.persist();
      return { lease: this.held.id };
    }
    this.freed ??= Promise.withResolvers<void>();
    await Promise.race([this.freed.promise, scheduler.wait(this.held.until - now)]);
    return { lease: 0 };
  }

  async give(lease: number): Promise<{ given: true }> {
    if (lease !== this.held.id) return { given: true };
    this.held = { id: 0, until: 0 };
    this.freed?.resolve();
    this.freed = undefined;
    await this.persist();
    return { given: true };
  }
}
