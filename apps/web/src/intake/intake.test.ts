import { apiProblem, type TakenIn } from "@homepoint/api";
import { expect, test } from "vitest";
import type { FoundFile } from "./found-file.ts";
import { Intake, type IntakeParts, type Sending } from "./intake.ts";

const taken: TakenIn = { outcome: "taken-in", log: null, flights: [], because: null };

function found(path: string, text = "log"): FoundFile {
  return { path, file: new File([text], path) };
}

function makeIntake(parts: Partial<IntakeParts> = {}): Intake {
  return new Intake({
    send: async () => taken,
    recognize: async (file) => (await file.text()).startsWith("log"),
    lookAt: async () => ({}),
    listZip: async () => [],
    soon: (callback) => callback(),
    ...parts,
  });
}

async function finished(intake: Intake): Promise<Record<string, string>> {
  await expect.poll(() => intake.snapshot().running).toBe(false);
  return Object.fromEntries(intake.snapshot().tasks.map(({ path, state }) => [path, state]));
}

test("never more than three files are on their way at once", async () => {
  let [now, most] = [0, 0];
  const send = async (): Promise<TakenIn> => {
    now += 1;
    most = Math.max(most, now);
    await new Promise((resolve) => setTimeout(resolve, 1));
    now -= 1;
    return taken;
  };
  const intake = makeIntake({ send });
  await intake.add(Array.from({ length: 20 }, (_, at) => found(`${at}.txt`)));
  await finished(intake);
  expect(most).toBe(3);
  expect(intake.snapshot().totals).toMatchObject({ files: 20, done: 20 });
});

test("a file that no reader knows is not sent until it is kept", async () => {
  const sent: string[] = [];
  const send = async ({ name, keep }: Sending): Promise<TakenIn> => {
    sent.push(`${name} ${keep}`);
    return { ...taken, outcome: "kept" };
  };
  const intake = makeIntake({ send });
  await intake.add([found("a.bin", "???")]);
  expect(await finished(intake)).toEqual({ "a.bin": "unknown" });
  expect(sent).toEqual([]);
  intake.keep([1]);
  expect(await finished(intake)).toEqual({ "a.bin": "kept" });
  expect(sent).toEqual(["a.bin true"]);
});

test("a zip inside a zip is named, to be unpacked first, and not passed over", async () => {
  const inside = { path: "a.zip/b.zip", size: 3, tooLarge: false };
  const read = async () => found("a.zip/b.zip", "PK");
  const intake = makeIntake({ listZip: async () => [{ ...inside, read }] });
  await intake.add([found("a.zip", "PK")]);
  expect(await finished(intake)).toEqual({ "a.zip/b.zip": "too-large" });
});

test("a file that cannot be unpacked is no fault of the hub's", async () => {
  const inside = { path: "a.zip/b.txt", size: 3, tooLarge: false };
  const read = () => Promise.reject(new Error("locked"));
  const intake = makeIntake({ listZip: async () => [{ ...inside, read }] });
  await intake.add([found("a.zip", "PK")]);
  await finished(intake);
  expect(intake.snapshot().tasks[0]).toMatchObject({
    state: "failed",
    because: "web/unreadable-file",
  });
});

test("films that tell of a flight are sent, and others are media like any", async () => {
  const intake = makeIntake();
  await intake.add([found("DCIM/A.MP4"), found("DCIM/B.MP4", "???")]);
  expect(await finished(intake)).toEqual({ "DCIM/A.MP4": "taken-in", "DCIM/B.MP4": "media" });
});

test("media are listed and not sent, rubbish is left out, zips are looked into", async () => {
  const inside = found("logs.zip/b.txt");
  const intake = makeIntake({
    listZip: async () => [
      { path: inside.path, size: 3, tooLarge: false, read: async () => inside },
      { path: "logs.zip/huge.txt", size: 9e9, tooLarge: true, read: async () => inside },
    ],
  });
  await intake.add([found("DCIM/A.JPG"), found(".DS_Store"), found("logs.zip")]);
  expect(await finished(intake)).toEqual({
    "DCIM/A.JPG": "media",
    "logs.zip/b.txt": "taken-in",
    "logs.zip/huge.txt": "too-large",
  });
});

test("a broken zip is a file that no reader knows", async () => {
  const intake = makeIntake({ listZip: () => Promise.reject(new Error("not a zip")) });
  await intake.add([found("broken.zip", "???")]);
  expect(await finished(intake)).toEqual({ "broken.zip": "unknown" });
});

test("cancelling cuts what is under way and leaves the rest; trying again finishes", async () => {
  let hang = true;
  const send = ({ signal }: Sending): Promise<TakenIn> =>
    new Promise((resolve, reject) => {
      if (!hang) resolve(taken);
      signal.addEventListener("abort", () => reject(new DOMException("cut", "AbortError")));
    });
  const intake = makeIntake({ send });
  await intake.add(Array.from({ length: 5 }, (_, at) => found(`${at}.txt`)));
  await expect.poll(() => intake.snapshot().totals.byState.sending).toBe(3);
  intake.cancel();
  expect(new Set(Object.values(await finished(intake)))).toEqual(new Set(["cancelled"]));
  hang = false;
  intake.retry();
  expect(new Set(Object.values(await finished(intake)))).toEqual(new Set(["taken-in"]));
});

test("one that fails says why and does not stop the others", async () => {
  const send = async ({ name }: Sending): Promise<TakenIn> => {
    if (name === "b.txt") throw apiProblem("locked");
    return taken;
  };
  const intake = makeIntake({ send });
  await intake.add([found("a.txt"), found("b.txt"), found("c.txt")]);
  expect(await finished(intake)).toEqual({
    "a.txt": "taken-in",
    "b.txt": "failed",
    "c.txt": "taken-in",
  });
  expect(intake.snapshot().tasks[1]?.because).toBe("api/locked");
});

test("a log that needs keys is taken in, and says so", async () => {
  const flight = { id: "a", startedAt: null, needsKeys: true, damaged: false };
  const intake = makeIntake({ send: async () => ({ ...taken, flights: [flight] }) });
  await intake.add([found("a.txt")]);
  expect(await finished(intake)).toEqual({ "a.txt": "needs-keys" });
});
