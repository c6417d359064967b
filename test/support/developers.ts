import { SELF } from "cloudflare:test";
import { newUserClient, type SessionClient } from "./accounts";
import type { Reply } from "./harness";
import { png } from "./images";

export type App = Record<string, unknown> & {
  id: string;
  client_id: string;
  client_secret: string | null;
  state: string;
};

export const newApp = {
  name: "Acme Sync",
  type: "confidential",
  redirect_uris: ["https://app.acme.dev/oauth/callback"],
  scopes: ["read:projects", "write:invoices"],
  homepage_url: "https://acme.dev/",
};

export async function register(user: SessionClient, changes: Record<string, unknown> = {}): Promise<App> {
  const made = await user.post<App>("/v1/developer/apps", { ...newApp, ...changes });
  if (made.status !== 201) throw new Error(`not registered: ${JSON.stringify(made.body)}`);
  return made.body;
}

export async function newDeveloper(changes: Record<string, unknown> = {}): Promise<{ user: SessionClient; app: App }> {
  const user = await newUserClient();
  return { user, app: await register(user, changes) };
}

export async function upload<T>(
  user: SessionClient,
  method: string,
  path: string,
  bytes: Uint8Array,
  type = "image/png",
): Promise<Reply<T>> {
  const response = await SELF.fetch(`https://rossos.test/api${path}`, {
    method,
    headers: { cookie: user.user.cookie, origin: "https://rossos.test", "content-type": type },
    body: bytes,
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as T };
}

/** @returns the ids of three screenshots */
export async function uploadScreenshots(user: SessionClient, appId: string): Promise<string[]> {
  const ids: string[] = [];
  for (const bytes of [png(720, 480), png(1920, 1080), png(1280, 800)]) {
    const { body } = await upload<{ id: string }>(user, "POST", `/v1/developer/apps/${appId}/screenshots`, bytes);
    ids.push(body.id);
  }
  return ids;
}
