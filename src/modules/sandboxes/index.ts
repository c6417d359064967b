export { ensureSandbox } from "./ensure-sandbox";
export { resetSandbox } from "./reset-sandbox";
export { createSandboxKey, resetSandboxOf } from "./sandbox-keys";
export type { ResetResult, Sandbox } from "./types";
