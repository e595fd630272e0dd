import { MemoryStore } from "./memory-store.ts";
import { describeObjectStore } from "./object-store.contract.ts";

describeObjectStore("the memory store", async () => new MemoryStore());
