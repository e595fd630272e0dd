/** 0: the hub will refuse it; 4: strong. */
export type Strength = 0 | 1 | 2 | 3 | 4;

const shortest = 12;
const fewestWords = 4;
const fewestDifferentCharacters = 5;

/**
 * How well a passphrase stands against guessing, roughly: bits by what its characters and words
 * could be, where repeats and runs count once. The hub has the last word.
 */
export function strengthOf(passphrase: string): Strength {
  const words = passphrase.split(/\s+/).filter((word) => word.length >= 3);
  const different = new Set(words).size;
  if (passphrase.length < shortest && different < fewestWords) return 0;
  if (new Set(passphrase).size < fewestDifferentCharacters) return 0;
  const best = isPlainWords(passphrase)
    ? different * bitsPerWord
    : Math.min(bitsByCharacter(passphrase), mostBitsByCharacter);
  return thresholds.filter((threshold) => best >= threshold).length as Strength; // four thresholds
}

function isPlainWords(passphrase: string): boolean {
  return /^[\p{L}\s]+$/u.test(passphrase) && /\s/.test(passphrase.trim());
}

const bitsPerWord = 13;
/** What people type by character follows patterns, so length alone is never worth more. */
const mostBitsByCharacter = 78;
const thresholds = [0, 40, 52, 65] as const;

const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z\d]/] as const;

function bitsByCharacter(text: string): number {
  const lower = [...text.toLowerCase()];
  const fresh = lower.filter((character, at) => !follows(lower, character, at)).length;
  const distinct = new Set(lower).size;
  const counted = Math.min(fresh, 3 * distinct);
  const kindsUsed = kinds.filter((kind) => kind.test(text)).length;
  return counted * (2 + 0.6 * kindsUsed);
}

/** The same as the one before, or the next in the alphabet or among the digits. */
function follows(characters: readonly string[], character: string, at: number): boolean {
  const before = characters[at - 1];
  if (before === undefined) return false;
  const step = (character.codePointAt(0) ?? 0) - (before.codePointAt(0) ?? 0);
  return Math.abs(step) <= 1;
}
