import { defineProblems } from "@homepoint/base";

export const sdkProblem = defineProblems("sdk", {
  refused: "The policy does not let {program} reach {host} ({because}).",
  "not-local": "{host} is a name of the local network, and stands for an address outside of it.",
});
