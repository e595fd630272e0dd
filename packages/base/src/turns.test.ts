import { expect, test } from "vitest";
import { Turns } from "./turns.ts";

const soon = () => new Promise((resolve) => setTimeout(resolve, 1));

test("work on the same thing is done one after the other, in order", async () => {
  const turns = new Turns();
  const steps: string[] = [];
  const work = (name: string) => async () => {
    steps.push(`${name} begins`);
    await soon();
    steps.push(`${name} ends`);
  };
  await Promise.all(["a", "b", "c"].map((name) => turns.take("thing", work(name))));
  expect(steps).toEqual(["a begins", "a ends", "b begins", "b ends", "c begins", "c ends"]);
});

test("work on other things does not wait", async () => {
  const turns = new Turns();
  let open: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => (open = resolve));
  const waiting = turns.take("one", () => gate);
  expect(await turns.take("other", async () => "done")).toBe("done");
  open();
  await waiting;
});

test("whoever fails tells its caller alone, and the next has its turn", async () => {
  const turns = new Turns();
  const failing = turns.take("thing", async () => {
    throw new Error("failed");
  });
  const next = turns.take("thing", async () => "done");
  await expect(failing).rejects.toThrow("failed");
  expect(await next).toBe("done");
});
