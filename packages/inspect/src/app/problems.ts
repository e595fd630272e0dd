import { defineProblems } from "@homepoint/base";

/** What an inspection cannot even begin with; all else that is wrong with a package is an oddity. */
export const appProblem = defineProblems("inspect", {
  "not-a-package": "{name} is no app package: {why}.",
  "not-signatures": "These are not tracker signatures as Exodus writes them: {why}.",
});
