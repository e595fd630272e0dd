import { realFile, realFileNames } from "@homepoint/testdata";
import { test } from "vitest";

/** Declares tests of a real file; where it is absent, one skipped test says so. */
export function withRealFile(path: string, declare: (bytes: Uint8Array) => void): void {
  const bytes = realFile(path);
  if (bytes) declare(bytes);
  else test.skip(`real file ${path} (absent: not beside the repository)`, () => undefined);
}

/** The same for each file of a folder with this ending. */
export function withRealFiles(
  folder: string,
  ending: string,
  declare: (name: string, bytes: Uint8Array) => void,
): void {
  const names = realFileNames(folder, ending);
  if (names.length === 0)
    test.skip(`real files of ${folder} (absent: not beside the repository)`, () => undefined);
  for (const name of names) withRealFile(`${folder}/${name}`, (bytes) => declare(name, bytes));
}
