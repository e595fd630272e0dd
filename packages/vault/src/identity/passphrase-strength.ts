export type Strength =
  | { readonly isEnough: true }
  | { readonly isEnough: false; readonly because: "too-short" | "too-simple" };

export const fewestCharacters = 12;
export const fewestWords = 4;
const shortestWord = 3;
const fewestDifferentCharacters = 5;

/**
 * Whether a passphrase may seal the identity: four different words, or twelve characters. It rules
 * out what falls at once to whoever stole the disk; it does not measure.
 */
export function judgePassphrase(passphrase: string): Strength {
  const text = passphrase.normalize("NFC");
  const words = new Set(text.split(/\s+/).filter((word) => [...word].length >= shortestWord));
  const isLong = [...text].length >= fewestCharacters || words.size >= fewestWords;
  if (!isLong) return { isEnough: false, because: "too-short" };
  const isVaried = new Set(text).size >= fewestDifferentCharacters;
  return isVaried ? { isEnough: true } : { isEnough: false, because: "too-simple" };
}
