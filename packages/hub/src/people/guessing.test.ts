import { beforeEach, expect, test } from "vitest";
import { Guessing } from "./guessing.ts";

let now = 1_700_000_000_000;
let guessing: Guessing;
beforeEach(() => {
  guessing = new Guessing(() => now);
});

const wrong = () => Promise.reject(new Error("wrong"));
const right = () => Promise.resolve("in");
const guess = (place: string, check: () => Promise<string>) =>
  guessing.guard(place, check, (error) => (error as Error).message === "wrong");
const pass = (seconds: number) => {
  now += seconds * 1000;
};

async function fail(times: number, place = "a"): Promise<void> {
  for (let time = 0; time < times; time += 1)
    await expect(guess(place, wrong)).rejects.toThrow("wrong");
}

test("five wrong guesses are free; then the right one has to wait as well", async () => {
  await fail(5);
  await expect(guess("a", right)).rejects.toMatchObject({ code: "api/too-many-tries" });
  pass(2);
  await expect(guess("a", right)).resolves.toBe("in");
});

test("each further wrong guess doubles the wait", async () => {
  await fail(5);
  for (const seconds of [1, 2, 4, 8]) {
    await expect(guess("a", wrong)).rejects.toMatchObject({ values: { seconds } });
    pass(seconds);
    await fail(1);
  }
});

test("the wait never exceeds a quarter of an hour", async () => {
  await fail(5);
  for (let time = 0; time < 30; time += 1) {
    pass(15 * 60);
    await fail(1);
  }
  await expect(guess("a", wrong)).rejects.toMatchObject({ values: { seconds: 900 } });
});

test("the right guess clears the place", async () => {
  await fail(4);
  await guess("a", right);
  await fail(4);
  await expect(guess("a", right)).resolves.toBe("in");
});

test("an hour of peace forgives one wrong guess, and a day all of them", async () => {
  await fail(5);
  pass(60 * 60);
  await fail(1);
  await expect(guess("a", wrong)).rejects.toMatchObject({ values: { seconds: 1 } });
  pass(24 * 60 * 60);
  await fail(5);
});

test("many places together are slowed down too", async () => {
  for (let place = 0; place < 20; place += 1) await fail(1, `place ${place}`);
  await expect(guess("another place", right)).rejects.toMatchObject({ code: "api/too-many-tries" });
});

test("a failure that is no wrong guess does not count", async () => {
  const broken = () => Promise.reject(new Error("disk"));
  for (let time = 0; time < 30; time += 1) await expect(guess("a", broken)).rejects.toThrow("disk");
  await expect(guess("a", right)).resolves.toBe("in");
});

test("guesses are checked one at a time, and a crowd is sent away", async () => {
  let running = 0;
  let most = 0;
  const slow = async () => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setTimeout(resolve, 5));
    running -= 1;
    return "in";
  };
  const results = await Promise.allSettled(
    Array.from({ length: 12 }, (_, n) => guess(`p${n}`, slow)),
  );
  expect(most).toBe(1);
  expect(results.filter(({ status }) => status === "rejected")).toHaveLength(4);
});
