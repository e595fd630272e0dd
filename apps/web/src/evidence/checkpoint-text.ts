/** The lines of a signed checkpoint that a person compares (C2SP tlog-checkpoint). */
export type CheckpointRead = {
  readonly origin: string;
  readonly size: number;
  /** First characters of the root: enough to compare by eye. */
  readonly shortRoot: string;
};

/** Undefined where the text is no checkpoint. */
export function readCheckpoint(text: string): CheckpointRead | undefined {
  const [origin, size, root] = text.split("\n");
  if (!origin || !size || !root || !/^\d{1,15}$/.test(size)) return undefined;
  return { origin, size: Number(size), shortRoot: root.slice(0, 12) };
}
