import { expect, test } from "vitest";
import type { InspectAsked } from "./inspect-message.ts";
import { Inspector } from "./inspector.ts";

/** A worker that is told what to answer. */
function madeWorker() {
  const asked: InspectAsked[] = [];
  const listeners = new Map<string, (event: { readonly data?: unknown }) => void>();
  return {
    asked,
    tell: (kind: "message" | "error", data?: unknown) => listeners.get(kind)?.({ data }),
    worker: {
      postMessage: (message: InspectAsked) => asked.push(message),
      terminate: () => undefined,
      addEventListener: (kind: string, listener: never) => listeners.set(kind, listener),
    } as never,
  };
}

const file = (name: string) => new File(["x"], name);

test("a package is under way until its answer comes, and closed when it was seen", () => {
  const { asked, tell, worker } = madeWorker();
  const inspector = new Inspector(() => worker);
  inspector.inspect([file("a.apk"), file("b.apk")]);
  expect(inspector.read().under.map(({ name }) => name)).toEqual(["a.apk", "b.apk"]);
  tell("message", { number: asked[1]?.number, failed: "not-a-package" });
  expect(inspector.read()).toMatchObject({
    under: [{ name: "a.apk" }],
    looked: [{ name: "b.apk", failed: "not-a-package" }],
  });
  inspector.close(inspector.read().looked[0]?.number ?? 0);
  expect(inspector.read().looked).toEqual([]);
});

test("a worker that breaks takes its packages with it, and another begins", () => {
  const workers = [madeWorker(), madeWorker()];
  let begun = 0;
  const inspector = new Inspector(() => workers[begun++]?.worker as never);
  inspector.inspect([file("a.apk")]);
  workers[0]?.tell("error");
  expect(inspector.read()).toMatchObject({
    under: [],
    looked: [{ name: "a.apk", failed: "broke" }],
  });
  inspector.inspect([file("b.apk")]);
  expect(workers[1]?.asked).toHaveLength(1);
});
