import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** Mounts a disk of four megabytes in this folder for one test; null where that is not allowed. */
export function smallDisk(folder: string): string | null {
  const disk = join(folder, "disk");
  mkdirSync(disk);
  try {
    execFileSync("sh", ["-c", 'mount -t tmpfs -o size=4m tmpfs "$0"', disk], { stdio: "ignore" });
  } catch {
    return null;
  }
  onTestFinished(() => void execFileSync("sh", ["-c", 'umount -l "$0"', disk]));
  return disk;
}
