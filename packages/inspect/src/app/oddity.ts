/** Everything about a package that a well-made one does not have, or that could not be read. */
export const oddityCodes = [
  "directory-damaged",
  "too-many-entries",
  "name-twice",
  "name-leaves-folder",
  "name-differs",
  "method-unknown",
  "flag-sealed",
  "entry-damaged",
  "sizes-differ",
  "too-much-unpacked",
  "out-of-time",
  "too-large-to-read",
  "no-manifest",
  "manifest-damaged",
  "manifest-is-text",
  "manifest-names-hidden",
  "resources-damaged",
  "code-damaged",
  "signing-block-damaged",
  "certificate-damaged",
  "list-damaged",
  "binary-damaged",
  "too-many-hosts",
  "nested-package",
  "split-unreadable",
] as const;
export type OddityCode = (typeof oddityCodes)[number];

export type Oddity = { readonly code: OddityCode; readonly where: string };

const mostOddities = 200;

/** Gathers each oddity once; a package made of nothing else does not fill the memory. */
export class Oddities {
  readonly #seen = new Map<string, Oddity>();

  add(code: OddityCode, where: string): void {
    const key = `${code} ${where}`;
    if (this.#seen.size < mostOddities && !this.#seen.has(key))
      this.#seen.set(key, { code, where: where.slice(0, 300) });
  }

  get all(): readonly Oddity[] {
    return [...this.#seen.values()];
  }
}
