declare module "fontkit" {
  export type PathCommand = {
    readonly command: "moveTo" | "lineTo" | "quadraticCurveTo" | "bezierCurveTo" | "closePath";
    readonly args: readonly number[];
  };
  export type Font = {
    readonly unitsPerEm: number;
    readonly ascent: number;
    readonly descent: number;
    readonly capHeight: number;
    readonly xHeight: number;
    hasGlyphForCodePoint(codePoint: number): boolean;
    glyphForCodePoint(codePoint: number): {
      readonly advanceWidth: number;
      readonly path: { readonly commands: readonly PathCommand[] };
    };
  };
  export function create(bytes: Uint8Array): Font;
}
