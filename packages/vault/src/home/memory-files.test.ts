import { MemoryFiles } from "./memory-files.ts";
import { describeSmallFiles } from "./small-files.contract.ts";

describeSmallFiles("in memory", async () => new MemoryFiles());
