import type { FieldDefinition, MessageDefinition } from "./definitions.ts";

/** Reads the messages of a dialect as MAVLink publishes it. */
export function readXml(text: string): readonly MessageDefinition[] {
  const clean = text.replace(/<!--[\s\S]*?-->/g, "");
  return [...clean.matchAll(/<message\s([^>]*)>([\s\S]*?)<\/message>/g)].map(
    ([, head = "", body = ""]) => ({
      id: Number(attribute(head, "id")),
      name: attribute(head, "name"),
      fields: [...fieldsOf(body)],
    }),
  );
}

function* fieldsOf(body: string): Iterable<FieldDefinition> {
  const [base = "", extensions = ""] = body.split(/<extensions\s*\/>/);
  for (const [part, isExtension] of [
    [base, false],
    [extensions, true],
  ] as const)
    for (const [, head = ""] of part.matchAll(/<field\s([^>]*)>/g)) {
      const [, type = "", length] = /^(\w+)(?:\[(\d+)\])?$/.exec(attribute(head, "type")) ?? [];
      yield {
        name: attribute(head, "name"),
        type: type === "uint8_t_mavlink_version" ? "uint8_t" : type,
        length: Number(length ?? 0),
        units: attribute(head, "units"),
        invalid: attribute(head, "invalid"),
        labels: attribute(head, "enum"),
        isInstance: attribute(head, "instance") === "true",
        isExtension,
      };
    }
}

function attribute(head: string, name: string): string {
  return new RegExp(`\\b${name}="([^"]*)"`).exec(head)?.[1] ?? "";
}
