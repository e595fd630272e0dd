export const wordCount = 24;

/** Places of words, from 1 and in order, that a person is asked to type from paper. */
export function choosePlaces(count: number, random: (below: number) => number): number[] {
  const left = Array.from({ length: wordCount }, (_, at) => at + 1);
  const chosen = Array.from({ length: count }, () => left.splice(random(left.length), 1)[0] ?? 0);
  return chosen.sort((a, b) => a - b);
}

/** By the browser's source of chance. */
export function randomBelow(below: number): number {
  const [value] = crypto.getRandomValues(new Uint32Array(1));
  return (value ?? 0) % below;
}

/** Words as someone types or pastes them: numbers, commas and line breaks between them go. */
export function splitWords(text: string): string[] {
  return text.toLowerCase().match(/[a-z]+/g) ?? [];
}
