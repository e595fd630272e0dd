import { expect, test } from "vitest";
import { judgePassphrase } from "./passphrase-strength.ts";

test.each([
  ["", "too-short"],
  ["hunter2", "too-short"],
  ["elevenchars", "too-short"],
  ["a b c d", "too-short"],
  ["one two six", "too-short"],
  ["aaaaaaaaaaaaaaaa", "too-simple"],
  ["aaa aaa aaa aaa", "too-simple"],
  ["121212121212", "too-simple"],
  ["            ", "too-simple"],
  ["twelve chars", undefined],
  ["one two six ten", undefined],
  ["korrekt pferd batterie klammer", undefined],
  ["высокая трава", undefined],
])("%j: %s", (passphrase, because) => {
  expect(judgePassphrase(passphrase)).toEqual(
    because ? { isEnough: false, because } : { isEnough: true },
  );
});
