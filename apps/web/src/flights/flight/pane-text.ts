/** Keys of series: a list for each chart, from top to bottom. */
export type Panes = readonly (readonly string[])[];

/** In an address: no series at all, which is not the same as those that a page begins with. */
const noSeries = "none";

const escaped = /[%,;]/g;

/** `height,altitude;speed`: charts apart from each other by `;`, their series by `,`. */
export function writePanes(panes: Panes): string {
  const text = panes
    .filter((keys) => keys.length > 0)
    .map((keys) => keys.map(escapeKey).join(","))
    .join(";");
  return text || noSeries;
}

/** Whatever stands in an address: what is not a key is left out, and no series comes twice. */
export function readPanes(text: string): Panes {
  const seen = new Set<string>();
  return text
    .split(";")
    .map((keys) =>
      keys
        .split(",")
        .map(unescapeKey)
        .filter((key) => {
          const isNew = key !== "" && key !== noSeries && !seen.has(key);
          seen.add(key);
          return isNew;
        }),
    )
    .filter((keys) => keys.length > 0);
}

function escapeKey(key: string): string {
  return key.replace(escaped, (letter) => `%${letter.charCodeAt(0).toString(16)}`);
}

function unescapeKey(text: string): string {
  return text.replace(/%(25|2c|3b)/gi, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}
