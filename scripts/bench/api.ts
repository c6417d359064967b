import type { Account } from "./runtime";

/** A POST to the API as JSON. @throws Error when it is not answered 2xx */
export async function post<T>(workerUrl: string, account: Account, path: string, body: unknown): Promise<T> {
  const response = await fetch(new URL(`/api/v1${path}`, workerUrl), {
    method: "POST",
    headers: { ...account.headers, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`POST ${path} was answered ${response.status}: ${text.slice(0, 500)}`);
  return JSON.parse(text) as T;
}
