import type { Bindings } from "../../bindings";
import { html } from "../html";
import { isForeign } from "../is-foreign";
import { page } from "../oauth/page";
import { readBytes } from "../read-body";

/** Where the form of the sign-in page goes in a browser that runs no script. */
export const SIGN_IN_FORM = "/sign-in/form";

const MAX_FORM_BYTES = 16_384;
const OTHERWISE = "/console/";

/** Where to go afterwards, as the page's address said: a path of this site, never another's. */
function returnTo(request: Request): string {
  const { origin } = new URL(request.url);
  const from = URL.parse(request.headers.get("referer") ?? "");
  const wanted = from?.origin === origin ? (from.searchParams.get("return_to") ?? "") : "";
  const target = wanted.startsWith("/") ? URL.parse(wanted, origin) : null;
  // `/.//example.com` has our origin, and its path alone another's.
  const isOurs = target?.origin === origin && !target.pathname.startsWith("//");
  return isOurs ? target.pathname + target.search + target.hash : OTHERWISE;
}

/** The same as the page's script sends. @throws DomainError payload_too_large */
async function asJson(request: Request): Promise<Request> {
  const form = new URLSearchParams(new TextDecoder().decode(await readBytes(request, MAX_FORM_BYTES)));
  const headers = new Headers(request.headers);
  headers.set("content-type", "application/json");
  headers.delete("content-length");
  const body = JSON.stringify({ email: form.get("email") ?? "", password: form.get("password") ?? "" });
  return new Request(new URL("/auth/sign-in/email", request.url), { method: "POST", headers, body });
}

type Refusal = { detail?: string; reason?: string };

/** @param said what the API says of it */
function refused(status: number, said: Refusal, back: string, requestId: string): Promise<Response> {
  const text =
    said.reason === "EMAIL_NOT_VERIFIED"
      ? "Confirm your e-mail address first: we have sent you a new link."
      : (said.detail ?? "That did not work.");
  const again = `/sign-in/?return_to=${encodeURIComponent(back)}`;
  const body = html`<h1>You are not signed in</h1>
    <p>${text}</p>
    <p><a href="${again}">Try again</a></p>`;
  return page({ status, title: "Not signed in · RossOS", body, requestId });
}

type Asked = { request: Request; env: Pick<Bindings, "PUBLIC_URL">; requestId: string };

/**
 * Signs in by a plain form, and leads on; what is refused is a page to read. Another site's form signs nobody in: its
 * visitors would go on in an account of that site's choice.
 * @param signIn answers what the page's script sends, within its limits
 */
export async function signInByForm(
  { request, env, requestId }: Asked,
  signIn: (asked: Request) => Promise<Response>,
): Promise<Response> {
  const back = returnTo(request);
  if (isForeign(request, env)) return await refused(403, { detail: "The form came from elsewhere." }, back, requestId);
  const answer = await signIn(await asJson(request));
  if (!answer.ok) return await refused(answer.status, await answer.json<Refusal>(), back, requestId);
  const headers = new Headers({ location: back, "cache-control": "no-store", "x-request-id": requestId });
  for (const cookie of answer.headers.getSetCookie()) headers.append("set-cookie", cookie);
  return new Response(null, { status: 303, headers });
}
