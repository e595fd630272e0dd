export {
  EvidenceLog,
  type EvidenceOpened,
  type Listener,
  type OfGeneration,
  type OpenEvidence,
} from "./evidence-log.ts";
export { folderReader } from "./folder-reader.ts";
export { diskFolder, type AppendFile, type LogFolder } from "./log-folder.ts";
export { nodeEvidencePrimitives } from "./primitives.ts";
