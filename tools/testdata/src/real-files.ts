import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Real recordings lie beside the repository; their serials and places stay out of it. */
const folder = fileURLToPath(new URL("../../../../shared/data", import.meta.url));

/** Bytes of a real file; undefined, with a warning, where it is absent. */
export function realFile(path: string): Uint8Array | undefined {
  const whole = join(folder, path);
  if (!existsSync(whole)) {
    console.warn(`skipped: there is no real file ${path} beside the repository`);
    return undefined;
  }
  return new Uint8Array(readFileSync(whole));
}

/** Names of the real files of a folder, with this ending; none where the folder is absent. */
export function realFileNames(path: string, ending: string): readonly string[] {
  const whole = join(folder, path);
  if (!existsSync(whole)) {
    console.warn(`skipped: there is no folder ${path} of real files beside the repository`);
    return [];
  }
  return readdirSync(whole).filter((name) => name.endsWith(ending));
}
