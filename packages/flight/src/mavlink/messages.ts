import { elementKinds, isElementKind, type ElementKind } from "../gather/element-kinds.ts";
import type { Labels } from "../table.ts";
import { enumLines } from "./generated/enums.ts";
import { messageLines } from "./generated/messages.ts";

/** A message of the dialects minimal, standard, common or ardupilotmega. */
export type Message = {
  readonly id: number;
  readonly name: string;
  readonly crcExtra: number;
  /** Bytes of the payload with all extensions; zeros at its end may be cut off on the wire. */
  readonly length: number;
};

/** A field of a message, where it lies in the whole payload. */
export type MessageField = {
  readonly name: string;
  readonly kind: ElementKind | "char";
  readonly at: number;
  /** How many elements; 0 where it is no array. Of a text, how many bytes. */
  readonly elements: number;
  /** In the words of MAVLink. */
  readonly unit: string;
  /** The value that says nothing. */
  readonly missing?: number | undefined;
  readonly labels?: Labels | undefined;
  /** Tells apart several sources of one message. */
  readonly isInstance: boolean;
};

/** By number from 0, which is not the id. */
export const messages: readonly Message[] = messageLines.map((line) => {
  const [id, name = "", crcExtra, , length] = line.slice(0, line.indexOf(":")).split(" ");
  return { id: Number(id), name, crcExtra: Number(crcExtra), length: Number(length) };
});

const numbers = new Int16Array(Math.max(...messages.map(({ id }) => id)) + 1).fill(-1);
for (const [number, { id }] of messages.entries()) numbers[id] = number;

/** The number of the message with an id; -1 where no dialect has it. */
export function messageNumber(id: number): number {
  return numbers[id] ?? -1;
}

const idsByName = new Map(messages.map(({ id, name }) => [name, id]));

export function messageNamed(name: string): Message | undefined {
  return messages[messageNumber(idsByName.get(name) ?? -1)];
}

const labelsByName: ReadonlyMap<string, Labels> = new Map(
  enumLines.map((line) => {
    const [name = "", list = ""] = line.split(": ");
    const entries = list.split(", ").map((entry) => {
      const space = entry.indexOf(" ");
      return [Number(entry.slice(0, space)), entry.slice(space + 1)] as const;
    });
    return [name, Object.fromEntries(entries)];
  }),
);

/** What the values of an enumeration are called. */
export function enumLabels(name: string): Labels {
  return labelsByName.get(name) ?? {};
}

const fieldsById = new Map<number, readonly MessageField[]>();

/** Fields as they follow each other on the wire. */
export function fieldsOf({ id }: Message): readonly MessageField[] {
  const known = fieldsById.get(id);
  if (known) return known;
  const line = messageLines[messageNumber(id)] ?? "";
  const fields: MessageField[] = [];
  let at = 0;
  for (const words of line.slice(line.indexOf(":") + 2).split(", ")) {
    const field = readField(words.split(" "), at);
    fields.push(field);
    at += sizeOf(field);
  }
  fieldsById.set(id, fields);
  return fields;
}

function sizeOf({ kind, elements }: MessageField): number {
  return (kind === "char" ? 1 : elementKinds[kind].size) * Math.max(1, elements);
}

function readField([type = "", name = "", ...marks]: readonly string[], at: number): MessageField {
  const [short = "", elements = "0"] = type.replace("]", "").split("[");
  const marked = (mark: string) => marks.find((one) => one.startsWith(mark))?.slice(1);
  const missing = marked("!");
  return {
    name,
    kind: isElementKind(short) ? short : "char",
    at,
    elements: Number(elements),
    unit: marks.find((mark) => !/^[!@#]/.test(mark)) ?? "",
    missing: missing === undefined ? undefined : Number(missing),
    labels: labelsByName.get(marked("@") ?? ""),
    isInstance: marks.includes("#"),
  };
}
