import type { Bindings } from "../../bindings";
import { DomainError, type Fault } from "../../errors";
import { html } from "../html";
import { isForeign } from "../is-foreign";
import { readBytes, refuseMediaType } from "../read-body";
import { accountPage, type Faults, filledForm, signIn, statusLine } from "./account-page";
import { type Entered, PLAIN_FORMS, type PlainForm } from "./plain-forms";

const MAX_FORM_BYTES = 16_384;
const CONSOLE = "/console/";

/** A path of this site, never another's. */
function localPath(wanted: string, origin: string): string {
  const target = wanted.startsWith("/") ? URL.parse(wanted, origin) : null;
  // `/.//example.com` has our origin, and its path alone another's.
  const isOurs = target?.origin === origin && !target.pathname.startsWith("//");
  return isOurs ? target.pathname + target.search + target.hash : CONSOLE;
}

/** Where to go afterwards, as the address of the page says that the request comes from. */
function saidBefore(request: Request): string | null {
  const from = URL.parse(request.headers.get("referer") ?? "");
  return from?.origin === new URL(request.url).origin ? from.searchParams.get("return_to") : null;
}

/** The same, but that the form comes first. */
const returnTo = (request: Request, entered: Entered): string =>
  localPath(entered["return_to"] ?? saidBefore(request) ?? "", new URL(request.url).origin);

/** Leads to the page with a form, from another form's page: with the way back that was in its address. */
export function leadToForm(request: Request, { page }: PlainForm): Response {
  const said = saidBefore(request);
  const query = said === null ? "" : `?return_to=${encodeURIComponent(localPath(said, new URL(request.url).origin))}`;
  return new Response(null, { status: 303, headers: { location: page + query, "cache-control": "no-store" } });
}

/** @throws DomainError payload_too_large, unsupported_media_type */
async function readForm(request: Request): Promise<Entered> {
  const bytes = await readBytes(request, MAX_FORM_BYTES);
  refuseMediaType(request, ["application/x-www-form-urlencoded"]);
  return Object.fromEntries(new URLSearchParams(new TextDecoder().decode(bytes)));
}

/** The same as the page's script sends. */
function asJson(request: Request, form: PlainForm, entered: Entered, back: string): Request {
  const headers = new Headers(request.headers);
  headers.set("content-type", "application/json");
  headers.delete("content-length");
  const body = JSON.stringify(form.body(entered, back));
  return new Request(new URL(`/auth${form.asks}`, request.url), { method: "POST", headers, body });
}

type Refusal = { detail?: string; reason?: string; errors?: readonly Fault[] };

/** Fields of the API that have another name in a form. */
const FIELD_OF: Readonly<Record<string, string>> = { newPassword: "password", token: "link" };
/** What the sign-in library says of a field, by its code. */
const FAULT_OF: Readonly<Record<string, readonly [field: string, text: string]>> = {
  PASSWORD_TOO_SHORT: ["password", "At least 10 characters."],
  PASSWORD_TOO_LONG: ["password", "At most 128 characters."],
  INVALID_TOKEN: ["link", "The link has expired or was used. Ask for a new one."],
};
const WHOLE: Readonly<Record<string, string>> = {
  EMAIL_NOT_VERIFIED: "Confirm your e-mail address first: we have sent you a new link.",
};

function faultsIn({ detail, reason = "", errors = [] }: Refusal): Faults {
  const known = FAULT_OF[reason];
  if (known) return { fields: { [known[0]]: known[1] } };
  const fields = errors.map(({ pointer, detail: text }) => {
    const name = pointer.slice(1);
    return [FIELD_OF[name] ?? name, text] as const;
  });
  return fields.length > 0
    ? { fields: Object.fromEntries(fields) }
    : { fields: {}, whole: WHOLE[reason] ?? detail ?? "That did not work." };
}

type Asked = { request: Request; env: Pick<Bindings, "PUBLIC_URL">; action: string; form: PlainForm };

/**
 * Does by a plain form what the page's script does: what has worked leads on or is said, what is refused is shown with
 * the form. Another site's form does nothing: its visitors would go on in an account of that site's choice.
 * @param ask answers what the page's script sends, within its limits
 */
export async function answerForm(
  { request, env, action, form }: Asked,
  ask: (asked: Request) => Promise<Response>,
): Promise<Response> {
  let entered: Entered = {};
  const again = (status: number, faults: Faults) => {
    const body = filledForm({ action, form, entered, back: returnTo(request, entered), faults });
    return accountPage({ status, title: form.title, body });
  };
  if (isForeign(request, env))
    return again(403, { fields: {}, whole: "The form came from elsewhere. Send it from here." });
  try {
    entered = await readForm(request);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return again(error.code === "payload_too_large" ? 413 : 415, { fields: {}, whole: error.message });
  }
  const back = returnTo(request, entered);
  const answer = await ask(asJson(request, form, entered, back));
  if (!answer.ok) {
    const page = again(answer.status, faultsIn(await answer.json<Refusal>()));
    const wait = answer.headers.get("retry-after");
    if (wait !== null) page.headers.set("retry-after", wait);
    return page;
  }
  if (form.done) {
    const body = html`${statusLine("good", form.done(entered))} ${signIn(back)}`;
    return accountPage({ status: 200, title: form.title, body });
  }
  const headers = new Headers({ location: back, "cache-control": "no-store" });
  for (const cookie of answer.headers.getSetCookie()) headers.append("set-cookie", cookie);
  return new Response(null, { status: 303, headers });
}

/** What the link leads to that confirms an address. */
export function confirmedPage(url: URL): Response {
  const back = localPath(url.searchParams.get("return_to") ?? "", url.origin);
  const action = "/send-verification-email/form";
  const form = PLAIN_FORMS[action];
  if (url.searchParams.has("error") && form) {
    const faults = { fields: {}, whole: "The link has expired or is not ours. Ask for a new one." };
    return accountPage({
      status: 400,
      title: form.title,
      body: filledForm({ action, form, entered: {}, back, faults }),
    });
  }
  const body = html`${statusLine("good", "Your address is confirmed.")}
    <p><a href="${back}">Continue</a></p>`;
  return accountPage({ status: 200, title: "Confirm your address", body });
}
