import { isProblem } from "@homepoint/base";
import type { Guard } from "@homepoint/sdk";
import { sendOut } from "@homepoint/sdk/node";
import { readAnswer } from "../read-answer.ts";
import { cliProblem } from "../problems.ts";

export type Answered = { readonly status: number; readonly text: string };

export type Asking = {
  readonly offer: string;
  readonly guard: Guard;
  readonly ca?: Uint8Array | undefined;
  readonly outlet?: string | undefined;
};

const longestMs = 10_000;
const longestAnswer = 64 * 1024;

/** Posts an offer to a witness, if the guard lets it. @throws sdk/refused, sdk/not-local, cli/no-answer */
export async function postOffer(
  witness: URL,
  { offer, guard, ca, outlet }: Asking,
): Promise<Answered> {
  const { href } = witness;
  const url = new URL("add-checkpoint", href.endsWith("/") ? href : `${href}/`);
  const headers = [
    ["Host", url.host],
    ["Content-Type", "text/plain; charset=utf-8"],
    ["Content-Length", String(Buffer.byteLength(offer))],
    ["Connection", "close"],
  ] as const;
  try {
    const outgoing = { method: "POST", headers, body: offer, longestMs, ca, outlet } as const;
    const answer = await sendOut({ url }, outgoing, guard);
    const text = await readAnswer(answer, longestAnswer);
    if (text === undefined) throw new Error("it answers without end");
    return { status: answer.statusCode ?? 0, text };
  } catch (cause) {
    throw isProblem(cause) ? cause : cliProblem("no-answer", { url: href }, { cause });
  }
}
