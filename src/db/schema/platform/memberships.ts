import { index, integer, sqliteTable, text, unique } from "drizzle-orm/sqlite-core";

export const memberships = sqliteTable(
  "memberships",
  {
    id: text().primaryKey(),
    builder_id: text().notNull(),
    user_id: text().notNull(),
    /** owner, admin or member */
    role: text().notNull(),
    /** Who made the user a member, if anyone did. */
    invited_by: text(),
    created_at: integer().notNull(),
    /** When the user last chose this builder; orders which one acts when none is named. */
    last_used_at: integer().notNull(),
  },
  (table) => [
    unique("memberships_user_builder").on(table.user_id, table.builder_id),
    index("memberships_builder_id").on(table.builder_id, table.id),
  ],
);

export const invitations = sqliteTable(
  "invitations",
  {
    id: text().primaryKey(),
    builder_id: text().notNull(),
    /** Lower case. */
    email: text().notNull(),
    role: text().notNull(),
    /** SHA-256 of the token in the mail, lower-case hex. */
    token_hash: text().notNull().unique(),
    invited_by: text().notNull(),
    created_at: integer().notNull(),
    expires_at: integer().notNull(),
  },
  (table) => [
    unique("invitations_builder_email").on(table.builder_id, table.email),
    index("invitations_builder_id").on(table.builder_id, table.id),
    index("invitations_expires_at").on(table.expires_at),
  ],
);
