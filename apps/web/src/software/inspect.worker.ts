import { isProblem } from "@homepoint/base";
import { inspectApp, toInspection } from "@homepoint/inspect";
import { blobSource } from "../intake/blob-source.ts";
import type { InspectAnswered, InspectAsked } from "./inspect-message.ts";

// Looks into packages away from the page; nothing it reads goes anywhere but back to it.
const scope = self as unknown as DedicatedWorkerGlobalScope; // this file runs in a worker only

scope.addEventListener("message", ({ data }: MessageEvent<InspectAsked>) => {
  void answer(data).then((answered) => scope.postMessage(answered));
});

async function answer({ number, file }: InspectAsked): Promise<InspectAnswered> {
  try {
    const app = await inspectApp(blobSource(file), { name: file.name });
    return { number, inspection: toInspection(app) };
  } catch (error) {
    const isOther = isProblem(error, "inspect/not-a-package");
    return { number, failed: isOther ? "not-a-package" : "broke" };
  }
}
