export { CircuitBreaker } from "./circuit-breaker";
export { RateLimiter } from "./rate-limiter";
export { RefreshLock } from "./refresh-lock";
