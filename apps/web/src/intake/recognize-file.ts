import { headLength, lookAt, recognizeSource, type LookedAt } from "@homepoint/flight";
import { blobSource } from "./blob-source.ts";

/** Whether any reader knows the file, by its content; of a large one, by little of it. */
export async function recognizeFile(file: File, name: string): Promise<boolean> {
  return (await recognizeSource(blobSource(file), name)) !== undefined;
}

/** What a file that no reader knows may still tell. */
export async function lookAtFile(file: File, path: string): Promise<LookedAt> {
  const head = new Uint8Array(await file.slice(0, headLength).arrayBuffer());
  const read = async () => new Uint8Array(await file.arrayBuffer());
  return lookAt({ path, size: file.size, head, read });
}
