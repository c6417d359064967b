/** Who may renew a credential, and until when. Epoch ms. */
export type RefreshLease = { id: number; until: number };

/** The object's methods, as a caller sees them. */
export type RefreshLockStub = {
  /**
   * The first to ask gets the lease at once; everyone else waits until it is given back or has run out, and is then told
   * to look again (`lease` 0).
   */
  take: () => Promise<{ lease: number }>;
  give: (lease: number) => Promise<{ given: true }>;
};

/** How long one renewal may take; a holder that says nothing until then is taken to be gone. */
export const LEASE_MS = 30_000;
