import { attributeNames } from "./manifest-attributes.ts";
import { valueTypes, type Resources } from "./resources.ts";
import type { XmlAttribute, XmlElement } from "./xml-element.ts";

/** What an attribute is called to Android: by its id where that is known. */
export function nameOf({ id, name }: XmlAttribute): string {
  return attributeNames[id] ?? name;
}

function find(element: XmlElement, name: string): XmlAttribute | undefined {
  return element.attributes.find((attribute) => nameOf(attribute) === name);
}

/** Attributes of an element as texts, numbers and truths; references are looked up in the resources. */
export class Attributes {
  readonly #element: XmlElement;
  readonly #resources: Resources;

  constructor(element: XmlElement, resources: Resources) {
    this.#element = element;
    this.#resources = resources;
  }

  has(name: string): boolean {
    return find(this.#element, name) !== undefined;
  }

  text(name: string): string | undefined {
    const attribute = find(this.#element, name);
    if (!attribute) return undefined;
    const { raw, value } = attribute;
    if (value.type === valueTypes.reference) return this.#resources.text(value.data) ?? raw;
    if (value.type === valueTypes.string || raw !== undefined) return raw;
    if (value.type === valueTypes.boolean) return String(value.data !== 0);
    const isNumber = value.type === valueTypes.decimal || value.type === valueTypes.hex;
    return isNumber ? String(value.data | 0) : undefined;
  }

  number(name: string): number | undefined {
    const value = this.#value(name);
    if (value?.type === valueTypes.decimal || value?.type === valueTypes.hex) return value.data | 0;
    const text = this.text(name);
    return text !== undefined && /^\d{1,10}$/.test(text) ? Number(text) : undefined;
  }

  truth(name: string): boolean | undefined {
    const value = this.#value(name);
    if (value?.type === valueTypes.boolean) return value.data !== 0;
    if (value?.type === valueTypes.decimal || value?.type === valueTypes.hex)
      return value.data !== 0;
    const text = this.text(name);
    if (text === "true") return true;
    return text === "false" ? false : undefined;
  }

  /** A file in the package that an attribute refers to, as `res/xml/a.xml`. */
  file(name: string): string | undefined {
    return this.text(name);
  }

  #value(name: string) {
    const value = find(this.#element, name)?.value;
    return value?.type === valueTypes.reference ? this.#resources.values(value.data)[0] : value;
  }
}
