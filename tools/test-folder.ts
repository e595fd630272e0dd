import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What tests put into the folder for temporary files is gone when they are over, whoever made it. */
export default async function setup(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "homepoint-tests-"));
  await chmod(folder, 0o1777); // as the one it stands in: parts of a gateway are users of their own
  process.env["TMPDIR"] = folder;
  // What something is still mounted on stays; that is no failure of a test.
  return () => rm(folder, { recursive: true, force: true }).catch(() => undefined);
}
