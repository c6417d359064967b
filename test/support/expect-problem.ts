import { expect } from "vitest";
import { PROBLEMS, type ProblemCode, problemSchema } from "../../src/api/problem";
import type { Reply } from "./harness";

type Problem = {
  type: string;
  title: string;
  status: number;
  detail: string;
  instance: string;
  code: string;
  request_id: string;
  errors: { pointer: string; detail: string }[];
};

/** The reply is an RFC 9457 document of this kind, whole and consistent with its own headers. */
export function expectProblem(reply: Reply<unknown>, code: ProblemCode, detail?: string | RegExp): Problem {
  const [status, title] = PROBLEMS[code];
  const problem = reply.body as Problem;
  expect(problem).toMatchObject({ code, status, title, type: `/docs/problems/#${code}` });
  expect(reply.status).toBe(status);
  expect(reply.headers.get("content-type")).toBe("application/problem+json");
  expect(reply.headers.get("x-request-id")).toBe(problem.request_id);
  expect(() => problemSchema().parse(problem)).not.toThrow();
  expect(problem.instance).toMatch(/^\/api\//u);
  expect(problem.detail).not.toBe("");
  if (detail !== undefined) expect(problem.detail).toMatch(detail);
  if (status === 401) expect(reply.headers.get("www-authenticate")).toMatch(/^Bearer /u);
  if (status === 429 || status === 503) expect(Number(reply.headers.get("retry-after"))).toBeGreaterThan(0);
  return problem;
}

/** The limit of the credential, as every authenticated answer tells it. */
export function expectLimitHeaders(headers: Headers, limit: number): void {
  expect(headers.get("ratelimit-policy")).toBe(`"default";q=${limit};w=60`);
  expect(headers.get("ratelimit")).toMatch(/^"default";r=\d+;t=\d+$/u);
  expect(headers.get("x-ratelimit-limit")).toBe(String(limit));
  expect(Number(headers.get("x-ratelimit-remaining"))).toBeLessThan(limit);
  expect(Number(headers.get("x-ratelimit-reset"))).toBeGreaterThanOrEqual(0);
}
