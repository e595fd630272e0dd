import { headLength, recognizeLog } from "@homepoint/flight";

/** Whether any reader knows the file, by its beginning. */
export async function recognizeFile(file: File, name: string): Promise<boolean> {
  const head = new Uint8Array(await file.slice(0, headLength).arrayBuffer());
  return recognizeLog(head, name) !== undefined;
}
