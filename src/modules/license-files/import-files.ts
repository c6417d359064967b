import { newId } from "#lib/ids";
import { describe, log } from "#lib/log";
import type { Bindings } from "../../bindings";
import { platformOf } from "../../context";
import { licensesIn, missingColumns } from "./california";
import { decode, recordsOf, wholeRecords } from "./csv";
import { clearFormer, type FileRow, findFile, putFile, putRolls } from "./store";

/** Where an operator puts a state's file, in the file store. */
export const FILE_KEYS: Readonly<Record<string, string>> = { CA: "license-files/ca.csv" };

/** What is in memory at a time, however large the file is; a record is never longer. */
const PIECE_BYTES = 1_048_576;
/** The first record, which names the columns. */
const HEADER_BYTES = 65_536;
const ROWS_OF_A_STATEMENT = 500;
const CLEARED_AT_ONCE = 2000;
/** Of one pass; the next goes on where it ended. */
const PIECES_OF_A_PASS = 8;
/** A file with so much less than the one before is taken for a part of one. */
const LEAST_SHARE = 0.8;

/** Brings what states have published into the database, some megabytes a pass. A file that has not changed is left alone. */
export async function importLicenseFiles(env: Bindings, now: number): Promise<void> {
  for (const state of Object.keys(FILE_KEYS)) {
    await importFile(env, state, now).catch((error: unknown) =>
      log("error", "license file not imported", { state, ...describe(error) }),
    );
  }
}

async function importFile(env: Bindings, state: string, now: number): Promise<void> {
  const key = FILE_KEYS[state] ?? "";
  const object = await env.FILES.head(key);
  if (!object) return;
  const known = await findFile(platformOf(env), state);
  const isSame = known?.etag === object.etag;
  if (isSame && (known.status === "done" || known.status === "failed")) return;
  const header = await readHeader(env, key, object.size);
  const file = isSame ? known : { ...begin(state, object, known, now), offset: header.bytes };
  const missing = missingColumns(header.columns);
  if (missing.length > 0) await fail(env, file, `It has no column ${missing.join(", ")}.`);
  else await clear(env, await take(env, { key, size: object.size, header, file }, now), now);
}

async function take(env: Bindings, piece: Piece, now: number): Promise<FileRow> {
  let { file } = piece;
  for (let count = 0; count < PIECES_OF_A_PASS && file.status === "importing"; count += 1)
    file = await takePiece(env, { ...piece, file }, now);
  return file;
}

/** Deletes what the file no longer has, once all of it is read. */
async function clear(env: Bindings, file: FileRow, now: number): Promise<void> {
  const db = platformOf(env);
  for (let count = 0; count < PIECES_OF_A_PASS && file.status === "clearing"; count += 1) {
    if ((await clearFormer(db, file, CLEARED_AT_ONCE)) > 0) continue;
    await putFile(db, { ...file, status: "done", complete_at: now }).run();
    log("info", "license file imported", { state: file.state, rows: file.rows });
    return;
  }
}

const begin = (state: string, object: R2Object, known: FileRow | null, now: number): FileRow => ({
  state,
  etag: object.etag,
  published_at: object.uploaded.getTime(),
  import_id: newId(now),
  status: "importing",
  error: null,
  offset: 0,
  rows: 0,
  former_rows: known?.status === "done" ? known.rows : (known?.former_rows ?? 0),
  complete_at: known?.complete_at ?? null,
});

type Header = { columns: string[]; bytes: number };

async function readHeader(env: Bindings, key: string, size: number): Promise<Header> {
  const bytes = await readRange(env, key, 0, Math.min(size, HEADER_BYTES));
  const end = bytes.indexOf(10) + 1;
  const text = decode(bytes.subarray(0, end)).replace(/^\uFEFF/u, "");
  return { columns: recordsOf(text).next().value ?? [], bytes: end };
}

type Piece = { key: string; size: number; header: Header; file: FileRow };

/** The rows of a piece and how far it came, in one batch: a pass that breaks off is gone on with, and repeats nothing. */
async function takePiece(env: Bindings, { key, size, header, file }: Piece, now: number): Promise<FileRow> {
  const db = platformOf(env);
  const length = Math.min(PIECE_BYTES, size - file.offset);
  const isLast = file.offset + length >= size;
  const bytes = length > 0 ? await readRange(env, key, file.offset, length) : new Uint8Array();
  const whole = isLast ? bytes.length : wholeRecords(bytes);
  if (whole === 0 && !isLast) return await fail(env, file, `The record at byte ${file.offset} does not end.`);
  const licenses = licensesIn(header.columns, bytes.subarray(0, whole), new Date(now).toISOString().slice(0, 10));
  const next = { ...file, offset: file.offset + whole, rows: file.rows + licenses.length };
  if (isLast && next.rows < file.former_rows * LEAST_SHARE)
    return await fail(env, file, `It has ${next.rows} licenses, and the file before had ${file.former_rows}.`);
  const done: FileRow = isLast ? { ...next, status: "clearing" } : next;
  const writes = Array.from({ length: Math.ceil(licenses.length / ROWS_OF_A_STATEMENT) }, (_, at) =>
    putRolls(db, file, licenses.slice(at * ROWS_OF_A_STATEMENT, (at + 1) * ROWS_OF_A_STATEMENT)),
  );
  await db.$client.batch([...writes, putFile(db, done)]);
  return done;
}

async function fail(env: Bindings, file: FileRow, error: string): Promise<FileRow> {
  const failed: FileRow = { ...file, status: "failed", error };
  await putFile(platformOf(env), failed).run();
  log("error", "license file refused", { state: file.state, error });
  return failed;
}

async function readRange(env: Bindings, key: string, offset: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
  const object = await env.FILES.get(key, { range: { offset, length } });
  if (!object) throw new Error("the file was taken away while it was read");
  return new Uint8Array(await object.arrayBuffer());
}
