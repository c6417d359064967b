/** As on the wire. Its id is a builder's: send it as X-Builder-Id to act in it. */
export type Sandbox = {
  id: string;
  name: string;
  environment: "sandbox";
  /** The live builder it belongs to; null for a developer's own. */
  builder_id: string | null;
  /** The developer it belongs to; null for a builder's. */
  user_id: string | null;
  created_at: string;
};

/** Whose sandbox: the signed-in developer's own, or a builder's. */
export type SandboxOwner = { builderId: string | undefined };

export type ResetResult = {
  id: string;
  reset_at: string;
  /** Records by entity. */
  records: Record<string, number>;
};
