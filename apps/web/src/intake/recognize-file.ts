import { recognizeSource } from "@homepoint/flight";
import { blobSource } from "./blob-source.ts";

/** Whether any reader knows the file, by its content; of a large one, by little of it. */
export async function recognizeFile(file: File, name: string): Promise<boolean> {
  return (await recognizeSource(blobSource(file), name)) !== undefined;
}
