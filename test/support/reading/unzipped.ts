import { crc32, inflateRawSync } from "node:zlib";

/** The files in an archive, read by its central directory as another program would, each checked by its sum. */
export function unzipped(bytes: Buffer): Map<string, Buffer> {
  const end = bytes.lastIndexOf("PK\x05\x06", undefined, "latin1");
  if (end < 0) throw new Error("This is no zip archive.");
  const files = new Map<string, Buffer>();
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (bytes.toString("latin1", at, at + 4) !== "PK\x01\x02") throw new Error("The directory is damaged.");
    const name = bytes.toString("utf8", at + 46, at + 46 + bytes.readUInt16LE(at + 28));
    files.set(name, fileAt(bytes, at));
    at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return files;
}

function fileAt(bytes: Buffer, entry: number): Buffer {
  const header = bytes.readUInt32LE(entry + 42);
  const start = header + 30 + bytes.readUInt16LE(header + 26) + bytes.readUInt16LE(header + 28);
  const packed = bytes.subarray(start, start + bytes.readUInt32LE(entry + 20));
  const file = bytes.readUInt16LE(entry + 10) === 0 ? packed : inflateRawSync(packed);
  if (crc32(file) !== bytes.readUInt32LE(entry + 16)) throw new Error("A file is damaged.");
  return file;
}
