import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));

export type GuideName = "containment" | "gateway";

/** What a guide has its reader type, line by line, in its order. */
export function linesOf(guide: GuideName): readonly string[] {
  const text = readFileSync(join(root, "docs/guides", `${guide}.md`), "utf8");
  return [...text.matchAll(/^ {4}(\S.*)$/gm)].map(([, line = ""]) => line);
}
