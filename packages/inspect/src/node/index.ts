export { nodeCapturePrimitives } from "./capture-primitives.ts";
export { readCapture, readCaptureFile, type FileParts } from "./read-capture-file.ts";
export { renderPdf } from "./render-pdf-lazily.ts";
export { inspectInChild, type Contained, type InspectedFile } from "./app/inspect-in-child.ts";
export { judgeCourse, searchOf, type JudgeParts } from "./audit/judge-course.ts";
export { courseFile, runAudit, type AuditGuide, type RunParts } from "./audit/run-audit.ts";
export { endLeftCaptures } from "./audit/tcpdump.ts";
