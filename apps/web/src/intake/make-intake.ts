import { Intake } from "./intake.ts";
import { sendFile } from "./send-file.ts";
import { soon } from "./soon.ts";
import { listZip } from "./unzip.ts";

/** Taking in by this page, into the hub that sent it. */
export function makeIntake(): Intake {
  return new Intake({
    send: sendFile,
    // The readers are fetched when the first file is brought, not with the page.
    recognize: async (file, name) =>
      (await import("./recognize-file.ts")).recognizeFile(file, name),
    lookAt: async (file, path) => (await import("./recognize-file.ts")).lookAtFile(file, path),
    listZip,
    soon,
  });
}
