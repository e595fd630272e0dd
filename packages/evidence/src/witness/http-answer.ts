import type { OfferAnswer } from "./witness.ts";

/** What C2SP tlog-witness has a witness answer over HTTP. */
export type WitnessHttp = { readonly status: number; readonly type: string; readonly body: string };

const statusOf = {
  "not-an-offer": 400,
  "unknown-log": 404,
  "bad-signature": 403,
  "another-size": 409,
  forked: 409,
  "not-consistent": 422,
} as const;

export function httpAnswer(answer: OfferAnswer): WitnessHttp {
  const type = "text/plain; charset=utf-8";
  if (answer.cosigned) return { status: 200, type, body: answer.lines };
  const status = statusOf[answer.because];
  if (answer.because === "another-size")
    return { status, type: "text/x.tlog.size", body: `${answer.size}\n` };
  return { status, type, body: `${answer.because}\n` };
}
