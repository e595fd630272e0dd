const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

/** Text for XML 1.0: marked characters escaped, and those left out that XML cannot hold. */
export function xmlText(text: string): string {
  // oxlint-disable-next-line no-control-regex -- these are the characters that XML forbids
  const allowed = text.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "");
  return allowed.replace(/[&<>"']/g, (character) => escapes[character] ?? "");
}
