export { openFolderHome } from "./folder-home.ts";
export { judgeKeyFilePlace, loadKeyFile, saveKeyFile, type KeyFilePlace } from "./key-file.ts";
export { nodePrimitives } from "./primitives.ts";
