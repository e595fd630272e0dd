import { isProblem } from "@homepoint/base";
import { isWordId, type Say } from "./i18n.ts";

/** One sentence for whatever went wrong, in the person's language where its code is known. */
export function problemWords(say: Say, error: unknown): string {
  if (!isProblem(error))
    return error instanceof TypeError ? say("problem.no-answer") : say("problem.unexpected");
  const id = `problem.${error.code}`;
  if (isWordId(id)) return say(id, error.values);
  return say("problem.other", { sentence: error.message, code: error.code });
}
