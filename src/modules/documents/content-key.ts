import { newId } from "#lib/ids";
import type { Context } from "../../context";

/** All contents a document ever had lie below this. */
export const contentPrefix = (ctx: Context, id: string): string => `documents/${ctx.builderId}/${id}/`;

/** Where a new content of the document goes: each upload has a place of its own, so none overwrites another. */
export const newContentKey = (ctx: Context, id: string): string => contentPrefix(ctx, id) + newId(ctx.now);
