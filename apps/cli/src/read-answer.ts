import type { IncomingMessage } from "node:http";
import { textOf } from "@homepoint/base";

/** What someone answered; undefined where there is too much of it. */
export async function readAnswer(
  answer: IncomingMessage,
  mostBytes: number,
): Promise<string | undefined> {
  const blocks: Buffer[] = [];
  let length = 0;
  for await (const block of answer as AsyncIterable<Buffer>) {
    length += block.length;
    if (length > mostBytes) return undefined;
    blocks.push(block);
  }
  return textOf(Buffer.concat(blocks));
}
