/** What `homepoint` answers its caller. */
export const exitCodes = { done: 0, failed: 1, wrongUsage: 2, notRecognized: 3 } as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

const codeOfProblem: Readonly<Record<string, ExitCode>> = {
  "flight/unknown-format": exitCodes.notRecognized,
  "flight/unreadable-requests": exitCodes.notRecognized,
  "inspect/not-a-package": exitCodes.notRecognized,
  "inspect/not-signatures": exitCodes.notRecognized,
  "cli/no-app-key": exitCodes.wrongUsage,
  "cli/no-canaries": exitCodes.wrongUsage,
  "cli/no-evidence": exitCodes.notRecognized,
  "cli/not-a-capture": exitCodes.notRecognized,
  "cli/broken-evidence": exitCodes.notRecognized,
  "cli/sealed-evidence": exitCodes.notRecognized,
  "cli/not-signed": exitCodes.notRecognized,
  "cli/not-a-policy": exitCodes.notRecognized,
  "cli/not-a-seal": exitCodes.notRecognized,
  "cli/not-a-time": exitCodes.notRecognized,
  "gateway/bad-invitation": exitCodes.notRecognized,
  "gateway/bad-hub-address": exitCodes.wrongUsage,
  "cli/wrong-usage": exitCodes.wrongUsage,
  "inspect/not-a-range": exitCodes.wrongUsage,
};

export function exitCodeOf(code: string): ExitCode {
  return codeOfProblem[code] ?? exitCodes.failed;
}
