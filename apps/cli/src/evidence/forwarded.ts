import { readFileIfThere, replaceFile } from "@homepoint/base/node";
import { utf8 } from "@homepoint/base";

/** The last entry that a collector has. */
export type Forwarded = { readonly generation: number; readonly index: number };

/** Undefined where nothing went there yet, or what is there makes no sense: then all goes again. */
export async function readForwarded(path: string): Promise<Forwarded | undefined> {
  const bytes = await readFileIfThere(path);
  try {
    const { generation, index } = JSON.parse(String(Buffer.from(bytes ?? []))) as Forwarded;
    const isWhole = Number.isSafeInteger(generation) && Number.isSafeInteger(index);
    return isWhole ? { generation, index } : undefined;
  } catch {
    return undefined; // no JSON
  }
}

/** Durable once it resolves; after a crash the place before or this one. */
export async function keepForwarded(
  path: string,
  { generation, index }: Forwarded,
  replace = replaceFile,
): Promise<void> {
  await replace(path, utf8(`${JSON.stringify({ generation, index })}\n`));
}
