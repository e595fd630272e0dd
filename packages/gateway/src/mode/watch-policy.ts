import { watch } from "node:fs";

/** Who writes a file may take a moment; half a policy is none. */
const settleMs = 50;

/** Calls back when a policy was written into the folder; gives what ends it. */
export function watchPolicy(
  folder: string,
  onWritten: () => void,
  onTrouble: (error: unknown) => void,
): () => void {
  let timer: NodeJS.Timeout | undefined;
  try {
    const watcher = watch(folder, (_event, name) => {
      if (!name?.startsWith("policy.")) return;
      clearTimeout(timer);
      timer = setTimeout(onWritten, settleMs);
    });
    watcher.on("error", onTrouble);
    return () => {
      clearTimeout(timer);
      watcher.close();
    };
  } catch (error) {
    onTrouble(error); // whoever asks looks from time to time all the same
    return () => undefined;
  }
}
