import { defineProblems } from "@homepoint/base";

export const apiProblem = defineProblems("api", {
  "bad-request": "The request does not fit: {where} {what}.",
  "wrong-content-type":
    "A file is sent as application/octet-stream, anything else as application/json.",
  "not-found": "There is nothing at {path}.",
  "not-signed-in": "Sign in first.",
  "not-allowed": "Your role, {role}, may not do this.",
  "foreign-origin": "This request came from another site and was refused.",
  "foreign-host": "Homepoint does not answer under the name {host}.",
  "too-many-tries": "Too many tries. Wait {seconds} seconds.",
  locked: "Homepoint is locked. Unlock it with the passphrase.",
  "not-set-up": "Homepoint has no vault yet. Choose a passphrase first.",
  "set-up-already": "Homepoint has a vault already.",
  "wrong-passphrase": "The passphrase is not right.",
  "not-encrypted": "Unlocking and signing in need an encrypted connection or this machine itself.",
  "range-not-satisfiable": "The file has {size} bytes; the range asked for is not in it.",
  broken: "Something in Homepoint broke. The details are in its diagnostics under {reference}.",
});

/** HTTP status by code of problem; what is not here is 500. */
export const statusOf: Readonly<Record<string, number>> = {
  "api/bad-request": 400,
  "api/wrong-content-type": 415,
  "api/not-found": 404,
  "api/not-signed-in": 401,
  "api/not-allowed": 403,
  "api/foreign-origin": 403,
  "api/foreign-host": 421,
  "api/too-many-tries": 429,
  "api/locked": 423,
  "api/not-set-up": 409,
  "api/set-up-already": 409,
  "api/wrong-passphrase": 403,
  "api/not-encrypted": 403,
  "api/range-not-satisfiable": 416,
  "flight/unknown-format": 415,
  "flight/damaged-columns": 500,
  "flight/unreadable-keys": 400,
  "flight/unreadable-answers": 400,
  "hub/no-such-flight": 404,
  "hub/not-one-flight": 400,
  "hub/no-such-log": 404,
  "hub/no-such-token": 404,
  "hub/no-such-map": 404,
  "hub/no-such-folder": 404,
  "hub/no-such-image": 404,
  "hub/handover-refused": 403,
  "hub/nothing-to-ask": 409,
  "hub/no-such-device": 404,
  "hub/policy-locked": 403,
  "hub/policy-sealed": 403,
  "hub/not-in-this-mode": 409,
  "hub/ended-already": 400,
  "hub/clock-behind": 409,
  "hub/bad-change": 400,
  "hub/not-for-this-role": 403,
  "hub/wrong-policy-password": 403,
  "hub/seal-refused": 403,
  "hub/seal-while-running": 409,
  "hub/answers-for-another": 409,
  "hub/not-a-map": 415,
  "hub/no-columns": 404,
  "hub/disk-full": 507,
  "hub/wrong-recovery-words": 403,
  "hub/not-a-backup": 400,
  "hub/damaged-backup": 400,
  "vault/weak-passphrase": 400,
  "vault/wrong-passphrase": 403,
  "vault/wrong-key": 403,
  "vault/recovery-word-count": 400,
  "vault/unknown-recovery-word": 400,
  "vault/mistaken-recovery-words": 400,
  "vault/locked": 423,
  "vault/recipients-changed": 409,
  "vault/unknown-object": 404,
  "vault/missing-payload": 500,
  "vault/damaged-object": 500,
  "evidence/no-such-entry": 404,
  "evidence/opening-gone": 410,
  "evidence/not-recorded": 503,
};

/** RFC 9457, with our code and the blanks of its sentence. */
export type ProblemDocument = {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly values: Readonly<Record<string, string | number>>;
};
