import { describe, log } from "#lib/log";
import { documents } from "#models";
import { removeRecord } from "#modules/records";
import type { Context } from "../../context";
import { contentPrefix } from "./content-key";

/**
 * Deletes a document and then its content, what an interrupted upload may have left included. An upload that is under
 * way meets a document that is gone, and clears up after itself.
 */
export async function deleteDocument(
  ctx: Context,
  id: string,
  options: Parameters<typeof removeRecord>[3],
): Promise<void> {
  await removeRecord(ctx, documents, id, options);
  ctx.waitUntil(
    deleteContents(ctx, id).catch((error: unknown) =>
      log("error", "content of a deleted document remains", { document_id: id, ...describe(error) }),
    ),
  );
}

async function deleteContents(ctx: Context, id: string): Promise<void> {
  for (;;) {
    const { objects, truncated } = await ctx.env.FILES.list({ prefix: contentPrefix(ctx, id) });
    if (objects.length > 0) await ctx.env.FILES.delete(objects.map(({ key }) => key));
    if (!truncated) return;
  }
}
