import fc from "fast-check";
import { expect, test } from "vitest";
import { predecessorFaults } from "../../src/modules/records/rules/schedule";

const task = (id: string, predecessors: readonly string[] = []) => ({
  id,
  predecessor_ids: predecessors,
  created_at: "",
  updated_at: "",
});

test("a task may wait for others of its schedule", () => {
  expect(predecessorFaults(task("c", ["a", "b"]), [task("a"), task("b", ["a"]), task("c")])).toEqual([]);
});

test("a task that is not there is named by its place", () => {
  const faults = predecessorFaults(task("c", ["a", "x"]), [task("a"), task("c")]);
  expect(faults.map(({ pointer }) => pointer)).toEqual(["/predecessor_ids/1"]);
});

test("waiting for itself, or for who waits for it over any number of steps, is refused", () => {
  expect(predecessorFaults(task("a", ["a"]), [task("a")])).toHaveLength(1);
  const chain = [task("a"), task("b", ["a"]), task("c", ["b"]), task("d", ["c"])];
  const faults = predecessorFaults(task("a", ["d", "b"]), chain);
  expect(faults.map(({ pointer }) => pointer)).toEqual(["/predecessor_ids/0", "/predecessor_ids/1"]);
});

test("what is stored of the task itself does not count, only what it would become", () => {
  const stored = [task("a", ["b"]), task("b")];
  expect(predecessorFaults(task("a", []), stored)).toEqual([]);
});

/** Whether any task waits for itself, by taking away who waits for nobody until nobody is left. */
function hasCycle(graph: ReadonlyMap<string, readonly string[]>): boolean {
  const left = new Map(graph);
  for (;;) {
    const free = [...left].filter(([, before]) => before.every((id) => !left.has(id)));
    if (free.length === 0) return left.size > 0;
    for (const [id] of free) left.delete(id);
  }
}

test("whatever is accepted, in whatever order, never makes a cycle; what is refused would have", () => {
  const ids = ["a", "b", "c", "d", "e", "f"];
  const change = fc.record({
    id: fc.constantFrom(...ids),
    before: fc.uniqueArray(fc.constantFrom(...ids), { maxLength: 3 }),
  });
  fc.assert(
    fc.property(fc.array(change, { maxLength: 25 }), (changes) => {
      let graph = new Map<string, readonly string[]>(ids.map((id) => [id, []]));
      for (const { id, before } of changes) {
        const stored = [...graph].map(([known, list]) => task(known, list));
        const next = new Map([...graph, [id, before]]);
        const refused = predecessorFaults(task(id, before), stored).length > 0;
        expect(refused).toBe(hasCycle(next));
        if (!refused) graph = next;
      }
    }),
  );
});
