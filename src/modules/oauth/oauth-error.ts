export type OAuthErrorCode =
  | "invalid_request"
  | "invalid_client"
  | "invalid_grant"
  | "unauthorized_client"
  | "unsupported_grant_type"
  | "invalid_scope"
  /** RFC 8707 section 2. */
  | "invalid_target"
  /** RFC 8628 section 3.5. */
  | "slow_down";

/**
 * A refusal as RFC 6749 section 5.2 words it. The description is for developers: printable ASCII without quotes and
 * backslashes, and never a part of what was sent.
 */
export class OAuthError extends Error {
  readonly code: OAuthErrorCode;
  /** Seconds to wait, where waiting helps. */
  readonly retryAfter: number | undefined;

  constructor(code: OAuthErrorCode, description: string, retryAfter?: number) {
    super(description);
    this.name = "OAuthError";
    this.code = code;
    this.retryAfter = retryAfter;
  }
}
