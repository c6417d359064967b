/** @typedef {{ pointer: string, detail: string }} Fault */

/** Why a request did not succeed: a problem document of the API (RFC 9457), or that there was no answer at all. */
export class Problem extends Error {
  /**
   * @param {object} said
   * @param {string} said.code one of the API's, or `offline`, or `unexpected`
   * @param {number} said.status 0 without an answer
   * @param {string} said.title
   * @param {string} said.detail
   * @param {Fault[]} [said.errors]
   * @param {string} [said.requestId]
   * @param {number} [said.retryAfter] seconds
   */
  constructor({ code, status, title, detail, errors = [], requestId, retryAfter }) {
    super(detail);
    this.name = "Problem";
    this.code = code;
    this.status = status;
    this.title = title;
    this.errors = errors;
    this.requestId = requestId;
    this.retryAfter = retryAfter;
  }
}

export const offline = () =>
  new Problem({
    code: "offline",
    status: 0,
    title: navigator.onLine ? "No answer" : "You are offline",
    detail: navigator.onLine
      ? "The server did not answer. Nothing was lost; try again in a moment."
      : "Your device has no connection. This goes on when it is back.",
  });

/**
 * What the API said, as an error.
 * @param {Response} response
 */
export async function problemOf(response) {
  const seconds = Number(response.headers.get("retry-after"));
  const retryAfter = Number.isFinite(seconds) && seconds > 0 ? seconds : undefined;
  const requestId = response.headers.get("x-request-id") ?? undefined;
  const base = { status: response.status, ...(retryAfter && { retryAfter }), ...(requestId && { requestId }) };
  const isProblem = response.headers.get("content-type")?.startsWith("application/problem+json");
  if (!isProblem) {
    const detail = `The server answered ${response.status} in a form this page does not know.`;
    return new Problem({ ...base, code: "unexpected", title: "Something failed", detail });
  }
  const { code, title, detail, errors } = await response.json();
  return new Problem({ ...base, code, title, detail, errors });
}

/**
 * Anything thrown, as a problem that can be shown; a mistake of ours is reported to the console as well.
 * @param {unknown} error
 */
export function toProblem(error) {
  if (error instanceof Problem) return error;
  reportError(error);
  return new Problem({
    code: "unexpected",
    status: 0,
    title: "Something failed on this page",
    detail: error instanceof Error ? error.message : String(error),
  });
}
