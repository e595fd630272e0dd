import { settingText, type Parameter } from "@homepoint/flight";
import { matcherFor } from "./find-words.ts";

export type WhichParameters = "all" | "not-default" | "changed";

/** What would be set if nobody had set it: for this airframe, else by the software. */
export function defaultOf({
  configurationValue,
  defaultValue,
}: Parameter): number | null | undefined {
  return configurationValue === undefined ? defaultValue : configurationValue;
}

export function differsFromDefault(parameter: Parameter): boolean {
  const usual = defaultOf(parameter);
  return usual !== undefined && usual !== parameter.value;
}

export function isChanged({ changes = [] }: Parameter): boolean {
  return changes.length > 0;
}

const tests: Readonly<Record<WhichParameters, (parameter: Parameter) => boolean>> = {
  all: () => true,
  "not-default": differsFromDefault,
  changed: isChanged,
};

export type ParametersWanted = { readonly which: WhichParameters; readonly find: string };

/** In the order of the alphabet, in which makers document them. */
export function findParameters(
  parameters: readonly Parameter[],
  { which, find }: ParametersWanted,
): readonly Parameter[] {
  const matches = matcherFor(find);
  const { compare } = new Intl.Collator("en", { numeric: true });
  return parameters
    .filter(tests[which])
    .filter((one) => matches(`${one.name} ${settingText(one.value)}`))
    .toSorted((a, b) => compare(a.name, b.name));
}
