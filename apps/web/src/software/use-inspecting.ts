import { useEffect, useState, useSyncExternalStore } from "react";
import { Inspector, type Inspecting } from "./inspector.ts";

type UseInspecting = Inspecting & Pick<Inspector, "inspect" | "close">;

/** What this page looked into; gone with the page. */
export function useInspecting(): UseInspecting {
  const [inspector] = useState(() => new Inspector(start));
  const inspecting = useSyncExternalStore(inspector.subscribe, inspector.read);
  useEffect(() => inspector.end, [inspector]);
  return { ...inspecting, inspect: inspector.inspect, close: inspector.close };
}

function start(): Worker {
  return new Worker(new URL("./inspect.worker.ts", import.meta.url), { type: "module" });
}
