import { defineProblems } from "@homepoint/base";

export const hubProblem = defineProblems("hub", {
  "no-such-flight": "There is no flight {id}.",
  "not-one-flight":
    "These cannot be one flight: two of them come from one log, or one is named twice.",
  "no-such-log": "There is no log file {id}.",
  "wrong-recovery-words": "These are not the recovery words of this vault.",
  "no-such-device": "There is no device {id}.",
  "no-such-gateway": "There is no gateway {id}.",
  "no-such-program": "There is no program {id} in the register, or it has no such paper.",
  "no-door-for-gateways":
    "No gateway could reach this hub: it listens on this machine alone. Start it with --host and the address that gateways reach it at.",
  "not-invited": "This invitation is not known here, was taken already, or is over.",
  "no-such-report": "There is no report {id}.",
  "no-such-capture": "There is no capture {id}.",
  "not-a-report": "This is no report, or it does not check out; homepoint verify says why.",
  "no-such-token": "There is no token {id}.",
  "no-such-map": "There is no map {id}.",
  "no-such-folder": "There is no folder {path} that Homepoint may read.",
  "no-columns": "The flight {id} has no series: its log is locked, or not read yet.",
  "no-such-image": "The log of flight {id} holds no picture {number}.",
  "nothing-to-disclose":
    "Nothing in the evidence fits this selection, so there is nothing to show.",
  "not-local": "{host} is no address of this installation's own: evidence stays here.",
  "handover-refused": "The policy does not let the role {role} take this away ({handover}).",
  "policy-locked":
    "The policy is locked: relaxing it needs its password. Tightening it needs none.",
  "policy-sealed":
    "The policy is sealed: nobody relaxes it here. Who holds the keys of the organisation can replace it while Homepoint is stopped.",
  "not-in-this-mode": "The service cannot be granted in this mode. Choose another mode first.",
  "ended-already": "This would be over before it begins. Give a time that is still to come.",
  "clock-behind":
    "The clock is behind the last fact, so nothing can be granted for a time. Set the clock right first.",
  "cuts-link":
    "This would cut {links} at once. Say whether now, or after landing: an aircraft may be in the air.",
  "bad-mission": "A mission begins before it ends, and lasts 31 days at most.",
  "no-such-mission": "There is no mission {id}.",
  "clock-refused": "The clock is not taken for right: {why}.",
  "bad-change":
    "This is no policy that can be kept: everything passes for 24 hours at most, and only for clients that are named.",
  "not-for-this-role": "Your role may tighten the policy, not relax it. Ask the owner.",
  "wrong-policy-password": "This is not the password of the policy.",
  "seal-refused": "This sealed policy is not taken: {why}.",
  "seal-while-running":
    "A sealed policy is applied only while nobody can reach Homepoint. Stop it first.",
  "nothing-to-ask": "There is nothing to ask for: no such log waits for keys that can be had.",
  "answers-for-another": "These answers are sealed to another vault; only that one opens them.",
  "not-a-map": "{name} is not a PMTiles file of version 3: {why}.",
  "disk-full": "The disk is full. What was taken in before is safe; free some space and go on.",
  "not-a-backup": "This is not a backup of Homepoint: {why}.",
  "damaged-backup": "The backup is damaged at {name}: {why}.",
  "folder-in-use": "Another Homepoint (process {pid}) works on {folder}.",
  "foreign-socket-folder":
    "Others have access to {path}, where this hub would be reached. Move the data folder to a shorter path.",
  "port-taken": "Port {port} on {host} is taken by another program.",
  "not-an-address": "{host} is not an address of this machine.",
  "only-at-this-machine": "This is only for who is at the machine that the hub runs on.",
  "not-a-canary": "{host} is no address of this machine; a canary listens at one.",
  "inherited-socket":
    "This program was handed a socket of a network (descriptor {descriptor}, {what}), with which it could get out. Start it without one.",
  "bad-certificate": "The given certificate and key do not serve: {why}.",
});
