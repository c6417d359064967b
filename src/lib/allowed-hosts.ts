/** Whether a host is among those allowed: `api.example.com` is itself alone, `*.example.com` is any below it. */
export const isAllowedHost = (host: string, allowed: readonly string[]): boolean =>
  allowed.some((entry) => (entry.startsWith("*.") ? host.endsWith(entry.slice(1)) : host === entry));
