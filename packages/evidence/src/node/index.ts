export { discloseFolder } from "./disclosing.ts";
export { EvidenceLog, type Listener, type OfGeneration } from "./evidence-log.ts";
export { folderReader } from "./folder-reader.ts";
export { diskFolder, type AppendFile, type LogFolder } from "./log-folder.ts";
export { Mirror, type MirrorBrought, type MirrorStanding } from "./mirror.ts";
export type { EvidenceOpened, OpenEvidence } from "./open-held.ts";
export { nodeEvidencePrimitives } from "./primitives.ts";
export { openWitness, WitnessFolder, type OpenWitness } from "./witness-folder.ts";
