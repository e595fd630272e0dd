import { defineProblems } from "@homepoint/base";

export const gatewayProblem = defineProblems("gateway", {
  "no-settings": "There are no gateway settings at {path}. `homepoint gateway setup` writes them.",
  "bad-settings": "The gateway settings at {path} cannot be used: {why}.",
  "not-root": "The gateway's rules are the system's: start this as root.",
  "rules-not-loaded": "The rules could not be loaded, so nothing passes: {why}.",
  "no-tool": "{tool} is missing: apt-get install {package}.",
  "not-running": "No gateway runs here.",
  "rules-refused": "The keeper of the rules refused: {why}.",
  "rules-gone": "The keeper of the rules does not answer.",
  "no-listeners":
    "The gateway was started without its sockets; `homepoint gateway up` hands them over.",
});
