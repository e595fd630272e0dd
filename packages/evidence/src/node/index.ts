export {
  EvidenceLog,
  type EvidenceOpened,
  type Listener,
  type OpenEvidence,
} from "./evidence-log.ts";
export { folderReader } from "./folder-reader.ts";
export { DiskFolder, type AppendFile, type LogFolder } from "./log-folder.ts";
export { nodeEvidencePrimitives } from "./primitives.ts";
