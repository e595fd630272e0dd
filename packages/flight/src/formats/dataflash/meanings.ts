import type { Definition } from "./definition.ts";
import { measureOf, usualMeasure, type Measure } from "./units.ts";

/** What UNIT, MULT and FMTU rows say: units and factors by their letters, and letters by type. */
export type Dictionary = {
  readonly units: ReadonlyMap<string, string>;
  readonly factors: ReadonlyMap<string, number>;
  /** By type of row, a letter a field. */
  readonly fields: ReadonlyMap<number, { readonly units: string; readonly factors: string }>;
};

/** Marks the field that tells several sources of one kind of row apart. */
const instanceUnit = "#";

/** Letters that scale a number themselves; the factor that is stated beside them is the same one. */
const scaledLetters = "cCeEL";

/** What the number of a field is multiplied by, and the unit it then has. */
export function meaningOf(dictionary: Dictionary, definition: Definition, place: number): Measure {
  const field = definition.fields[place];
  if (!field) return { unit: "1", scale: 1 };
  const letters = dictionary.fields.get(definition.type);
  const label = dictionary.units.get(letters?.units[place] ?? "-") ?? "";
  if (label === "") {
    const source = `${definition.name}.${field.name}`;
    const isWhole = !["f32", "f64", "f16"].includes(field.kind) && field.scale === 1;
    const { unit, scale } = usualMeasure(source, isWhole);
    return { unit, scale: scale * field.scale };
  }
  const { unit, scale } = measureOf(label);
  const factor = scaledLetters.includes(field.letter)
    ? field.scale
    : (dictionary.factors.get(letters?.factors[place] ?? "-") ?? 1);
  return { unit, scale: scale * (Number.isFinite(factor) && factor > 0 ? factor : 1) };
}

/** Which field tells several sources of one kind of row apart; -1 where none does. */
export function instanceField(dictionary: Dictionary, definition: Definition): number {
  const stated = dictionary.fields.get(definition.type)?.units.indexOf(instanceUnit) ?? -1;
  if (stated >= 0 && stated < definition.fields.length) return stated;
  return definition.fields.findIndex(({ name, kind }) => name === "Instance" && kind === "u8");
}
