import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** Mounts a disk of this size in this folder for one test; null where that is not allowed. */
export function smallDisk(folder: string, size = "4m"): string | null {
  const disk = join(folder, "disk");
  mkdirSync(disk);
  try {
    execFileSync("sh", ["-c", 'mount -t tmpfs -o "size=$1" tmpfs "$0"', disk, size], { stdio: "ignore" });
  } catch {
    return null;
  }
  onTestFinished(() => void execFileSync("sh", ["-c", 'umount -l "$0"', disk]));
  return disk;
}
