import { defineProblems } from "@homepoint/base";

export const cliProblem = defineProblems("cli", {
  "wrong-usage": "{what}",
  "no-file": "There is no file {path} that can be read.",
  "is-folder": "{path} is a folder; give a file.",
  "no-folder": "{path} is a file; give a folder.",
  "too-large": "{path} is larger than 1 GiB; logs are not read beyond that.",
  "not-watched": "{path} is not watched; `homepoint watch` lists the folders that are.",
  "no-evidence": "{path} is no evidence log, no proof and no report.",
  "no-passphrase":
    "The vault is locked. Give its passphrase with --passphrase-file, or run this in a terminal to be asked.",
  "passphrases-differ": "The two passphrases are not the same. Nothing was changed.",
  "no-vault": "There is no vault in {folder} yet. Start `homepoint serve` and choose a passphrase.",
  "no-app-key":
    "Give the key of your own app at DJI in a file with --key-file, or in the environment as DJI_API_KEY. docs/guides/dji-log-keys.md tells how to get one.",
  "requests-over":
    "These requests were good until {until}. Make new ones where the vault is: homepoint keys request.",
  "keys-missing":
    "{why}. {here} of {of} answers are in {path}; the same command goes on from there.",
  "broke-off": "Homepoint broke off before it was through with {path}; bring it again.",
  "not-a-capture": "{path} is no capture: neither pcap nor pcapng.",
  "not-a-policy": "{path} is no policy that can be read.",
  "not-signed":
    "{path} is a policy that nobody signed whose key is known here; give the key with --trust.",
  "sealed-evidence":
    "What the log in {path} says is sealed. Give its vault with --data, or have it disclosed there: homepoint evidence disclose FILE --members policy found outcome effect counter.",
  "broken-evidence": "{path} does not check out as evidence; homepoint verify tells why.",
  "no-canaries": "Nothing in {path} is long enough to be searched for.",
  "not-a-time":
    "{path} is no time that this gateway's hub signed: homepoint gateway time, on the hub, makes one.",
  "not-a-seal": "{path} is no sealed policy: make one with homepoint seal create.",
  "not-cosigned": "{why}",
  "not-own":
    "The policy does not name {host} as this installation's own, so nothing was sent; that is on record. If it is, name it: homepoint mode own {host}",
  "no-answer": "Nothing answered at {url}.",
  "no-collector":
    "Nothing takes messages at {address} port {port}; what was sent before stays sent.",
  "no-such-witness": "There is not just one witness whose key begins with {given}.",
  exists: "There is a file {path} already; it was not overwritten.",
  ambiguous: "{given} is the beginning of {count} ids; give more of it.",
  "port-taken": "Port {port} on {host} is taken by another program.",
  "not-an-address": "{host} is not an address of this machine.",
  "no-containment": "There is no containment of level {level} here: {why}.",
  "no-hub":
    "No hub runs on {folder}. Start it with homepoint serve; if units keep it, journalctl -u homepoint tells why it does not run.",
  "front-ended": "The front ended, so the hub ended too. What was taken in is safe.",
  "hub-killed": "The hub was ended from outside ({signal}). What was taken in is safe.",
  "no-such-program":
    "There is no program {given} in the register; homepoint software list tells them.",
  "none-named": "There is none called {given}, and no id begins with it.",
  "no-such": "There is no flight or log that begins with {given}.",
});
