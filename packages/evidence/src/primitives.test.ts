import { nodeEvidencePrimitives } from "./node/primitives.ts";
import { describeEvidencePrimitives } from "./primitives.contract.ts";
import { anywherePrimitives } from "./primitives.ts";

describeEvidencePrimitives("noble", anywherePrimitives);
describeEvidencePrimitives("Node", nodeEvidencePrimitives);
