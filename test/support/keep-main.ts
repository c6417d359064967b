/** Each request that a test sends has the plugin look the Worker's module up anew, by way of Node.js. */
type Runner = { import: (specifier: string, ...options: unknown[]) => Promise<unknown> };
declare const __vitest_mocker__: { moduleRunner: Runner };

const MAIN = "/test/support/worker.ts";
const kept = new WeakSet<Runner>();

/**
 * Has the Worker's module looked up once. Besides the time it takes, of two requests that look it up at once the runtime
 * cuts the one off that waits for the other's look-up.
 */
export function keepMain(): void {
  const { moduleRunner: runner } = __vitest_mocker__;
  if (kept.has(runner)) return;
  kept.add(runner);
  const lookUp = runner.import.bind(runner);
  let main: unknown;
  runner.import = async (specifier, ...options) => {
    if (!specifier.endsWith(MAIN)) return await lookUp(specifier, ...options);
    main ??= await lookUp(specifier, ...options);
    return main;
  };
}
