import { closeSync, existsSync, openSync, readFileSync, readSync, statSync } from "node:fs";

// Its form is documented: https://sqlite.org/fileformat.html#the_write_ahead_log
const HEADER = 32;
const FRAME = 24;
const PAGE = 4096;
/** The last bit says in which order the bytes of what is summed up are read. */
const MAGIC = 0x377f0682;
/** Where the first page has the number of the commit (`user_version`). */
const NUMBER = 60;
/** A power cut leaves one commit that is not whole, and nobody was told of that one. */
const UNFINISHED = 1;
const LOOKS = 5;

type Sum = readonly [number, number];

function summed(bytes: Buffer, sum: Sum, inOrder: boolean): Sum {
  let [one, two] = sum;
  for (let at = 0; at < bytes.length; at += 8) {
    one = (one + (inOrder ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at)) + two) >>> 0;
    two = (two + (inOrder ? bytes.readUInt32BE(at + 4) : bytes.readUInt32LE(at + 4)) + one) >>> 0;
  }
  return [one, two];
}

const isSum = ([one, two]: Sum, bytes: Buffer, at: number): boolean =>
  bytes.readUInt32BE(at) === one && bytes.readUInt32BE(at + 4) === two;

/**
 * `numbers`: of the commits that SQLite would take. `pages`: what these put into the file, which then has `size` pages; null:
 * there is no commit. `dropped`: how many commits it would leave out without a word.
 */
type Read = {
  readonly numbers: readonly number[];
  readonly pages: ReadonlyMap<number, Buffer>;
  readonly size: number | null;
  readonly dropped: number;
};

const NOTHING: Read = { numbers: [], pages: new Map(), size: null, dropped: 0 };

/** Null: its header is not in order. */
function read(log: Buffer): Read | null {
  const header = log.subarray(0, HEADER);
  if (header.length < HEADER || header.every((byte) => byte === 0)) return NOTHING;
  const magic = header.readUInt32BE(0);
  const inOrder = (magic & 1) === 1;
  let sum = summed(header.subarray(0, 24), [0, 0], inOrder);
  if (magic >>> 1 !== MAGIC >>> 1 || !isSum(sum, header, 24)) return null;
  const salts = header.subarray(16, 24);
  const numbers: number[] = [];
  const pages = new Map<number, Buffer>();
  let [fits, dropped] = [true, 0];
  let size: number | null = null;
  let pending: [number, Buffer][] = [];
  for (let at = HEADER; at + FRAME + PAGE <= log.length; at += FRAME + PAGE) {
    const frame = log.subarray(at, at + FRAME);
    const page = log.subarray(at + FRAME, at + FRAME + PAGE);
    // Behind what is in use there is what an older log has left.
    const isOurs = frame.subarray(8, 16).equals(salts);
    const commits = frame.readUInt32BE(4) !== 0;
    if (fits && isOurs) sum = summed(page, summed(frame.subarray(0, 8), sum, inOrder), inOrder);
    fits = fits && isOurs && isSum(sum, frame, 16);
    if (!fits && isOurs && commits) dropped += 1;
    if (fits) pending.push([frame.readUInt32BE(0), page]);
    if (fits && commits) {
      for (const [at, changed] of pending) {
        if (at === 1) numbers.push(changed.readUInt32BE(NUMBER));
        pages.set(at, changed);
      }
      size = frame.readUInt32BE(4);
      pending = [];
    }
  }
  return { numbers, pages, size, dropped };
}

function numberIn(file: string): number {
  const bytes = Buffer.alloc(4);
  const fd = openSync(file, "r");
  try {
    readSync(fd, bytes, 0, bytes.length, NUMBER);
  } finally {
    closeSync(fd);
  }
  return bytes.readUInt32BE(0);
}

function faultIn(log: Buffer, number: number): "damaged" | "foreign" | null {
  const found = read(log);
  if (found === null || found.dropped > UNFINISHED) return "damaged";
  const [first = number, last = first] = [found.numbers[0], found.numbers.at(-1)];
  // A log goes on from the file, which then takes over the log's commits, one after the other.
  return number < first - 1 || number > last ? "foreign" : null;
}

/**
 * What is wrong with the log beside a database, or null: commits behind a damage (`damaged`), or commits that do not go on
 * from the file (`foreign`). SQLite would say nothing of the first, and mix the second into the file. Commits at the end
 * that are damaged or gone cannot be told from commits that were never made.
 */
export function logFault(path: string): "damaged" | "foreign" | null {
  const file = `${path}-wal`;
  const look = () => [numberIn(path), existsSync(file) ? readFileSync(file) : Buffer.alloc(0)] as const;
  let [number, log] = look();
  for (let looks = 1; looks < LOOKS; looks += 1) {
    const fault = faultIn(log, number);
    if (fault === null) return null;
    // A server may be writing: what was seen in between does not stay so.
    const [again, same] = look();
    if (again === number && same.equals(log)) return fault;
    [number, log] = [again, same];
  }
  return null;
}

/** The database as it is with all commits of the log beside it, without touching either; null: somebody writes to it. */
export function imageOf(path: string): Buffer | null {
  const log = existsSync(`${path}-wal`) ? readFileSync(`${path}-wal`) : Buffer.alloc(0);
  const file = readFileSync(path);
  if (file.length < NUMBER + 4) return file;
  const { pages, size } = read(log) ?? NOTHING;
  const image = size === null ? file : Buffer.alloc(size * PAGE);
  if (image !== file) file.copy(image);
  for (const [at, page] of pages) if (at * PAGE <= image.length) page.copy(image, (at - 1) * PAGE);
  const same =
    numberIn(path) === file.readUInt32BE(NUMBER) &&
    (statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0) === log.length;
  return same ? image : null;
}
