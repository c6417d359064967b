import { SELF } from "cloudflare:test";
import { expect, test } from "vitest";
import { ORIGIN } from "../support/oauth";

type Document = {
  components: { securitySchemes: { oauth2: { flows: { authorizationCode: { scopes: Record<string, string> } } } } };
  paths: Record<string, Record<string, { security: Record<string, string[]>[] }>>;
};

test("the OpenAPI document offers OAuth where applications may go, and only there", async () => {
  const document = await (await SELF.fetch(`${ORIGIN}/api/v1/openapi.json`)).json<Document>();
  const { scopes } = document.components.securitySchemes.oauth2.flows.authorizationCode;
  expect(scopes["read:projects"]).toBe("See your projects.");
  expect(document.paths["/projects"]?.["get"]?.security).toContainEqual({ oauth2: ["read:projects"] });
  const keys = document.paths["/api-keys"]?.["post"]?.security ?? [];
  expect(keys.some((scheme) => "oauth2" in scheme)).toBe(false);
  const apps = document.paths["/oauth/authorized-apps"]?.["get"]?.security ?? [];
  expect(apps).toContainEqual({ apiKey: [] });
  expect(apps.some((scheme) => "oauth2" in scheme)).toBe(false);
});
