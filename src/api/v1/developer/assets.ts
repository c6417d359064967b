import { z } from "@hono/zod-openapi";
import { base64 } from "#lib/digest";
import { isId } from "#lib/ids";
import * as apps from "#modules/developer-apps";
import { invalid, notFound } from "../../../errors";
import { type AnyEndpoint, type PublicEndpoint, userEndpoint } from "../../endpoint";
import { readBytes, refuseMediaType } from "../../read-body";
import { assetExample, assetSchema, params, tag } from "./schemas";

async function readImage(request: Request): Promise<Uint8Array> {
  refuseMediaType(request, [...apps.IMAGE_TYPES, "application/octet-stream"]);
  const bytes = await readBytes(request, apps.MAX_IMAGE_BYTES);
  const wanted = request.headers.get("content-digest");
  if (wanted === null) return bytes;
  const found = `sha-256=:${base64(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)))}:`;
  if (wanted.split(",").some((digest) => digest.trim() === found)) return bytes;
  throw invalid([
    { pointer: "?Content-Digest", detail: `The content's digest is ${found}, not what Content-Digest says.` },
  ]);
}

export const assetEndpoints: readonly AnyEndpoint[] = [
  userEndpoint<apps.Asset>({
    operationId: "setAppLogo",
    caller: "user",
    method: "put",
    path: "/developer/apps/{id}/logo",
    params,
    tag,
    summary: "Set the logo",
    description:
      "A square PNG or JPEG of 128 to 2048 pixels, at most 5 MiB, as the body. Lists of authorized apps show it.",
    upload: apps.IMAGE_TYPES,
    responses: { 200: { description: "The logo.", schema: assetSchema, example: assetExample } },
    run: async ({ ctx, request, params: { id = "" } }) => apps.setLogo(ctx, id, await readImage(request)),
    answer: (asset) => ({ status: 200, body: asset }),
  }),
  userEndpoint<apps.Asset[]>({
    operationId: "listAppScreenshots",
    caller: "user",
    method: "get",
    path: "/developer/apps/{id}/screenshots",
    params,
    tag,
    summary: "List screenshots",
    description: "The screenshots that were uploaded, oldest first; at most 10.",
    responses: {
      200: {
        description: "All of them.",
        schema: () =>
          z
            .object({ data: z.array(assetSchema()).max(10).openapi({ description: "The screenshots." }) })
            .openapi("AppAssetList", { description: "The screenshots of an application." }),
        example: { data: [assetExample] },
      },
    },
    run: ({ ctx, params: { id = "" } }) => apps.listOwnScreenshots(ctx, id),
    answer: (data) => ({ status: 200, body: { data } }),
  }),
  userEndpoint<apps.Asset>({
    operationId: "addAppScreenshot",
    caller: "user",
    method: "post",
    path: "/developer/apps/{id}/screenshots",
    params,
    tag,
    summary: "Add a screenshot",
    description:
      "A PNG or JPEG of 720×480 to 1920×1080 pixels, at most 5 MiB, as the body. The size is read from the image itself.",
    upload: apps.IMAGE_TYPES,
    responses: {
      201: {
        description: "The screenshot.",
        schema: assetSchema,
        example: assetExample,
        headers: ["Location"],
      },
    },
    run: async ({ ctx, request, params: { id = "" } }) => apps.addScreenshot(ctx, id, await readImage(request)),
    answer: (asset) => ({ status: 201, body: asset, location: asset.url }),
  }),
  userEndpoint<void>({
    operationId: "deleteAppScreenshot",
    caller: "user",
    method: "delete",
    path: "/developer/apps/{id}/screenshots/{screenshot_id}",
    params: {
      ...params,
      screenshot_id: { description: "Id of the screenshot.", example: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2d11" },
    },
    tag,
    summary: "Delete a screenshot",
    description: "Refused while a submission or the published listing shows it.",
    responses: { 204: { description: "Deleted." } },
    run: ({ ctx, params: { id = "", screenshot_id: assetId = "" } }) => apps.deleteScreenshot(ctx, id, assetId),
    answer: () => ({ status: 204 }),
  }),
];

export const assetOpen: readonly PublicEndpoint[] = [
  {
    operationId: "getAppAsset",
    method: "get",
    path: "/app-assets/{id}",
    params: { id: { description: "Id of the image.", example: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2d11" } },
    tag,
    summary: "Get an image",
    description:
      "A logo or screenshot, for anyone who has its address. It never changes, so it may be kept for ever; once it is deleted the answer is 404.",
    responses: {
      200: { description: "The image.", file: apps.IMAGE_TYPES, headers: ["ETag", "Cache-Control"] },
      304: { description: "It is the one that `If-None-Match` names.", headers: ["ETag", "Cache-Control"] },
    },
    respond: (request, env) => {
      const id = new URL(request.url).pathname.split("/").at(-1) ?? "";
      if (!isId(id)) throw notFound("image");
      return apps.serveAsset(env, id, request.headers.get("if-none-match"));
    },
  },
];
