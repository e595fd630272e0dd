import type { CaptureSeen } from "@homepoint/inspect";
import { useCallback, useEffect, useRef, useState } from "react";
import type { CaptureAnswered } from "./capture-message.ts";

export type CaptureState =
  | { readonly kind: "none" }
  | {
      readonly kind: "reading";
      readonly name: string;
      readonly bytes: number;
      readonly size: number;
    }
  | {
      readonly kind: "seen";
      readonly name: string;
      readonly seen: CaptureSeen;
      readonly sha256: string;
    }
  | { readonly kind: "failed"; readonly name: string; readonly because: string };

/** One capture at a time, read by a worker of this page and kept nowhere. */
export function useCapture(): readonly [CaptureState, (file: File) => void, () => void] {
  const [state, setState] = useState<CaptureState>({ kind: "none" });
  const worker = useRef<Worker>(undefined);
  useEffect(() => () => worker.current?.terminate(), []);
  const look = useCallback((file: File): void => {
    const { name, size } = file;
    worker.current?.terminate();
    const fresh = new Worker(new URL("./capture.worker.ts", import.meta.url), { type: "module" });
    worker.current = fresh;
    setState({ kind: "reading", name, bytes: 0, size });
    fresh.addEventListener("message", ({ data }: MessageEvent<CaptureAnswered>) => {
      if (data.kind === "progress") setState({ kind: "reading", name, bytes: data.bytes, size });
      else setState({ ...data, name });
    });
    fresh.addEventListener("error", () =>
      setState({ kind: "failed", name, because: "web/unreadable-file" }),
    );
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker, not a window
    fresh.postMessage({ file });
  }, []);
  const close = useCallback(() => setState({ kind: "none" }), []);
  return [state, look, close];
}
