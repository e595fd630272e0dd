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
  "bad-hub-file":
    "{path} does not say which hub this gateway belongs to. Join again: homepoint gateway join.",
  "bad-invitation":
    "This is no invitation of a hub: homepoint gateway invite, or the page Mode of the hub, makes one.",
  "bad-hub-address":
    "{given} is no address of a hub on a network of your own, such as 192.168.1.20:4780; names count where the settings give them an address under own.",
  "hub-away": "The hub does not answer: {why}.",
  "hub-refused": "The hub refused: {code}.",
  "no-listeners":
    "The gateway was started without its sockets; `homepoint gateway up` hands them over.",
});
