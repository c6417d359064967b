import type { Environment, Role } from "../../context";

/** As on the wire. */
export type Builder = {
  id: string;
  name: string;
  plan: string;
  environment: Environment;
  /** The live builder a sandbox belongs to. */
  sandbox_of: string | null;
  created_at: string;
  updated_at: string;
};

export type StoredBuilder = { builder: Builder; version: number };

/** A builder as one of a user's. */
export type OwnBuilder = {
  id: string;
  name: string;
  plan: string;
  role: Role;
  membership_id: string;
  created_at: string;
  last_used_at: string;
};

export type Member = {
  id: string;
  user_id: string;
  name: string;
  email: string;
  role: Role;
  invited_by: string | null;
  created_at: string;
};

export type Invitation = {
  id: string;
  email: string;
  role: Role;
  invited_by: string;
  created_at: string;
  expires_at: string;
};
