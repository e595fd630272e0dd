import type { Machine, Said } from "./machine.ts";

export type Step = {
  /** As it stands in the guide. */
  readonly line: string;
  /** What a person adds when asked. */
  readonly adds?: string;
  /** Why it is not typed in this walk. */
  readonly skipped?: string;
  /** What must be so afterwards; throws where it is not. */
  readonly check?: (said: Said) => Promise<void>;
};

/** Types one line after the other, as the guide has them, and stops at the first that fails. */
export async function walk(machine: Machine, steps: readonly Step[]): Promise<void> {
  for (const { line, adds = "", skipped, check } of steps) {
    if (skipped !== undefined) {
      tell(`  --  ${line}   (${skipped})`);
      continue;
    }
    const said = await machine.sh(`${line}${adds}`, 120);
    if (said.code !== 0)
      throw new Error(`${line}: ended with ${said.code}\n${said.out}${said.err}`);
    await check?.(said);
    tell(`  ok  ${line}`);
  }
}

export function tell(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** @throws with what was found instead */
export function demand(holds: boolean, what: string, found: unknown = ""): void {
  if (!holds) throw new Error(`NOT SO: ${what}\n${String(found)}`);
  tell(`      ${what}`);
}

/** Asks until it is so. */
export async function until(
  what: string,
  isSo: () => Promise<boolean>,
  seconds = 60,
): Promise<void> {
  const end = Date.now() + seconds * 1000;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`NOT SO after ${seconds} s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
