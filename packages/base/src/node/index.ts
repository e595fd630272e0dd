export { bootOf, upMs } from "./boot.ts";
export { openFileSource, type FileSource } from "./file-source.ts";
export {
  createFile,
  isMissing,
  isTaken,
  readFileIfThere,
  replaceFile,
  syncFolder,
} from "./files.ts";
export { followGnss, type GnssParts } from "./gnss.ts";
export { lockProblem, takeLock, type Lock } from "./lock.ts";
export { FolderStore } from "./folder-store.ts";
