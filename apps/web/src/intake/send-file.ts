import { createClient, type Transport } from "@homepoint/sdk";
import type { Sending } from "./intake.ts";

/** Sends by XMLHttpRequest, because `fetch` tells nobody how far a body has come. */
function transportWithProgress(onSent: (bytes: number) => void): Transport {
  return (path, { method, headers, body, signal }) =>
    new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open(method ?? "GET", path);
      for (const [name, value] of new Headers(headers)) request.setRequestHeader(name, value);
      request.upload.addEventListener("progress", ({ loaded }) => onSent(loaded));
      request.addEventListener("load", () =>
        resolve(new Response(request.responseText, { status: request.status })),
      );
      request.addEventListener("error", () => reject(new TypeError("no answer")));
      request.addEventListener("abort", () => reject(new DOMException("cancelled", "AbortError")));
      signal?.addEventListener("abort", () => request.abort());
      request.send(body as XMLHttpRequestBodyInit | null); // takeIn's body is a File
    });
}

export function sendFile({ name, source, keep, file, signal, onSent }: Sending) {
  signal.throwIfAborted();
  return createClient(transportWithProgress(onSent)).takeIn(
    { name, source, keep: keep ? "true" : "false", bytes: file },
    { signal },
  );
}
