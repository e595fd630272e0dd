export { createFile, isMissing, readFileIfThere, replaceFile, syncFolder } from "./files.ts";
export { FolderStore } from "./folder-store.ts";
