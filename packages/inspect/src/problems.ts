import { defineProblems } from "@homepoint/base";

export const inspectProblem = defineProblems("inspect", {
  "not-a-report": "This is no report of Homepoint, or one of a version that is not known here.",
});
