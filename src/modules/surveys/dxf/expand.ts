import { quoted, unreadable } from "../refuse";
import { MOST } from "../types";
import type { Point } from "../measure/path";
import type { Insert, Line, Place, Shape } from "./shapes";
import { apply, compose, IDENTITY, insertion, isStretched, type Transform, transformPath } from "./transform";

export type Block = { base: Point; shapes: Shape[] };
export type Blocks = ReadonlyMap<string, Block>;

/** Blocks within blocks; a drawing that nests deeper, or a block that holds itself, is refused. */
const MAX_DEPTH = 16;

type Expanded = {
  made: (Line | Place)[];
  /** Lines whose arcs a block draws stretched, as pieces of ellipses: they are made of short lines. */
  stretched: number;
};

/**
 * Shapes with every block reference replaced by what the block draws, moved, scaled and turned.
 * @throws DomainError when that is more than is read, or never ends
 */
export function expand(shapes: readonly Shape[], blocks: Blocks): Expanded {
  const made: (Line | Place)[] = [];
  let stretched = 0;
  let vertices = 0;
  const put = (shape: Line | Place): void => {
    vertices += shape.kind === "line" ? shape.path.points.length : 1;
    if (made.length >= MOST.lines || vertices > MOST.vertices)
      throw unreadable(`The drawing has more than ${MOST.lines} lines and points, those of its blocks included.`);
    made.push(shape);
  };
  let steps = 0;
  const draw = (within: readonly Shape[], by: Transform, layer: string | null, depth: number): void => {
    for (const shape of within) {
      steps += 1;
      if (steps > MOST.lines * 4) throw unreadable("The drawing's blocks hold each other too many times over.");
      // What is drawn on layer 0 of a block takes the layer of the reference.
      const own = layer !== null && shape.layer === "0" ? layer : shape.layer;
      if (shape.kind === "line") {
        if (isStretched(by, shape.path)) stretched += 1;
        put({ ...shape, layer: own, path: transformPath(by, shape.path) });
      } else if (shape.kind === "place") put({ ...shape, layer: own, at: apply(by, shape.at) });
      else insert({ ...shape, layer: own }, by, depth);
    }
  };
  const insert = (reference: Insert, by: Transform, depth: number): void => {
    const block = blocks.get(reference.block.toUpperCase());
    if (!block) return;
    if (depth >= MAX_DEPTH)
      throw unreadable(`The block ${quoted(reference.block)} is nested more than ${MAX_DEPTH} deep, or holds itself.`);
    if (reference.columns * reference.rows > MOST.lines)
      throw unreadable(`The block ${quoted(reference.block)} is repeated more than ${MOST.lines} times.`);
    const turned = compose(by, reference.plane);
    for (let row = 0; row < reference.rows; row += 1) {
      for (let column = 0; column < reference.columns; column += 1) {
        const step = compose(turned, placed(reference, block, column, row));
        draw(block.shapes, step, reference.layer, depth + 1);
        steps += 1;
      }
    }
  };
  draw(shapes, IDENTITY, null, 0);
  return { made, stretched };
}

/** Columns and rows of a reference are counted along its own, turned axes. */
function placed({ at, scale, angle, spacing }: Insert, { base }: Block, column: number, row: number): Transform {
  const turn = insertion([0, 0], [1, 1], angle, [0, 0]);
  const [dx, dy] = apply(turn, [column * spacing[0], row * spacing[1]]);
  return insertion(base, scale, angle, [at[0] + dx, at[1] + dy]);
}
