import { expect, test } from "vitest";
import { redirectUriFault } from "../../src/modules/developer-apps/redirect-uris";

test.each([
  "https://app.acme.dev/oauth/callback",
  "https://app.acme.dev",
  "https://app.acme.dev:8443/cb?tenant=1",
  "http://127.0.0.1/callback",
  "http://127.0.0.1:53123/callback",
  "http://[::1]:8080/callback",
  "http://localhost:3000/callback",
  "com.acme.app:/oauth",
  "com.acme.app://oauth/callback",
])("takes %s", (uri) => {
  expect(redirectUriFault(uri, "public")).toBeUndefined();
});

test.each([
  "http://app.acme.dev/callback",
  "http://127.0.0.1.acme.dev/callback",
  "http://10.0.0.1/callback",
  "https://app.acme.dev/callback#fragment",
  "https://app.acme.dev/callback#",
  "https://*.acme.dev/callback",
  "https://app.acme.dev/*",
  "https://user:secret@app.acme.dev/callback",
  "https://user@app.acme.dev/callback",
  "https:app.acme.dev/callback",
  "https:/app.acme.dev/callback",
  "HTTPS://app.acme.dev/callback",
  "https://APP.acme.dev/callback",
  "https://app.acme.dev/a/../callback",
  "https://app.acme.dev/..",
  "https://app.acme.dev\\@evil.dev/",
  "https://app.acme.dev/call back",
  "https://app.acme.dev/callb\u00e4ck",
  "https://b\u00fccher.dev/callback",
  "https://0x7f.1/callback",
  "https://intranet/callback",
  "https:///callback",
  "javascript:alert(1)",
  "JavaScript:alert(1)",
  "data:text/html,x",
  "vbscript:x",
  "file:///etc/passwd",
  "blob:https://app.acme.dev/1",
  "about:blank",
  "ftp://app.acme.dev/",
  "ws://app.acme.dev/",
  "acme:/callback",
  "//app.acme.dev/callback",
  "/callback",
  "callback",
  "",
  "https://",
  `https://app.acme.dev/${"a".repeat(2000)}`,
])("refuses %s", (uri) => {
  expect(redirectUriFault(uri, "public")).toBeTypeOf("string");
});

test("a private-use scheme is for public applications", () => {
  expect(redirectUriFault("com.acme.app:/oauth", "confidential")).toBeTypeOf("string");
});
