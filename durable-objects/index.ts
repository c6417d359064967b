export { CircuitBreaker } from "./circuit-breaker";
export { RateLimiter } from "./rate-limiter";
