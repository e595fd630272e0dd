import { concat, utf8 } from "@homepoint/base";
import fc from "fast-check";
import { expect, test } from "vitest";
import { isAnswerFile, readAnswerFile, writeAnswer, writeAnswerHead } from "./answer-file.ts";

const recipient = "age1qqqqqqqqqq";
const ticket = (number: number) => number.toString(16).padStart(32, "0");
const answers = [1, 2, 3].map((number) => ({
  ticket: ticket(number),
  sealed: utf8(`sealed ${number}`),
}));
const text = writeAnswerHead(recipient) + answers.map(writeAnswer).join("");

const read = (bytes: Uint8Array) => {
  try {
    return readAnswerFile(bytes);
  } catch (error) {
    return (error as { code: string }).code;
  }
};

test("what is written is read again, and says what it is", () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array(), { maxLength: 5 }), (contents) => {
      const made = contents.map((sealed, at) => ({ ticket: ticket(at), sealed }));
      const bytes = utf8(writeAnswerHead(recipient) + made.map(writeAnswer).join(""));
      expect(isAnswerFile(bytes)).toBe(true);
      expect(readAnswerFile(bytes)).toEqual({ recipient, answers: made, damaged: 0 });
    }),
  );
});

test("a file that breaks off anywhere gives every answer that is whole", () => {
  const bytes = utf8(text);
  const head = writeAnswerHead(recipient).length;
  for (let end = head; end <= bytes.length; end += 1) {
    const found = readAnswerFile(bytes.subarray(0, end));
    const whole = text.slice(head, end).split("}").length - 1;
    expect(found.answers).toEqual(answers.slice(0, whole));
    expect(found.damaged).toBeLessThanOrEqual(1);
  }
});

test("a file of more lines than anybody asks for is refused, and not looked through", () => {
  const hostile = utf8(`${writeAnswerHead(recipient)}${"{}\n".repeat(200_000)}`);
  expect(read(hostile)).toBe("flight/unreadable-answers");
});

test("a damaged line costs its own answer and no other", () => {
  const lines = text.split("\n");
  lines[2] = lines[2]?.replace('"sealed"', '"sealed') ?? "";
  expect(readAnswerFile(utf8(lines.join("\n")))).toEqual({
    recipient,
    answers: [answers[0], answers[2]],
    damaged: 1,
  });
});

test("of two answers to a ticket the last one counts", () => {
  const again = { ticket: ticket(1), sealed: utf8("again") };
  const found = readAnswerFile(utf8(text + writeAnswer(again)));
  expect(found.answers).toHaveLength(3);
  expect(found.answers).toContainEqual(again);
});

test.each([
  ["nothing", ""],
  ["key chains", "[[]]"],
  ["a newer version", text.replace(":1,", ":2,")],
  ["no recipient", text.replace("age1", "")],
])("%s is refused", (_, given) => {
  expect(read(utf8(given))).toBe("flight/unreadable-answers");
});

test("whatever the bytes are, they are read or refused", () => {
  const bytes = utf8(text);
  fc.assert(
    fc.property(fc.uint8Array(), fc.nat(bytes.length), (other, at) => {
      for (const each of [other, concat(bytes.subarray(0, at), other, bytes.subarray(at + 1))]) {
        const found = read(each);
        if (typeof found === "string") expect(found).toBe("flight/unreadable-answers");
      }
    }),
  );
});
