import { noblePrimitives } from "./noble.ts";
import { describePrimitives } from "./primitives.contract.ts";

describePrimitives("noble", noblePrimitives);
