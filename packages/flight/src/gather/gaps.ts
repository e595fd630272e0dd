/** A run of a file that could not be used, and why. */
export type Gap = { readonly offset: number; readonly length: number; readonly why: string };

/** Damage is listed up to here; a file that is damaged more often is no better told about. */
export const mostGaps = 1000;

/** Adds a run; what follows a run of the same kind at once belongs to it. */
export function addGap(gaps: Gap[], gap: Gap): void {
  const last = gaps.at(-1);
  if (last && last.why === gap.why && last.offset + last.length === gap.offset)
    gaps[gaps.length - 1] = { ...last, length: last.length + gap.length };
  else if (gaps.length < mostGaps) gaps.push(gap);
}
