import { textOf } from "@homepoint/base";
import type { Format, Layout } from "./layout.ts";
import { layOut, parseFormat } from "./layout.ts";
import type { Content } from "./messages.ts";

/** What is logged under a number: one topic, and which of several of its kind. */
export type Topic = {
  readonly name: string;
  readonly instance: number;
  /** Undefined where the log does not say how its rows lie. */
  readonly layout: Layout | undefined;
  /** Its subscription in the file; of a topic without one its first row. */
  readonly offset: number;
  readonly length: number;
  readonly isSubscribed: boolean;
};

/** Rows are numbered in 16 bits by their topic. */
const mostTopics = 65_535;

/** Numbers rise from 0; room for all that there can be is made when it is needed. */
const usualNumbers = 1024;

/** Formats and subscriptions, said again or not: more than any log has. Bounds what one can cost. */
const mostDefinitions = 131_072;

/** Steps of laying out that all topics may take: fifty times what a log of all topics needs. */
const mostSteps = 262_144;

/** The formats and subscriptions met so far, and which number means which topic now. */
export class Topics {
  readonly all: Topic[] = [];
  /** By number of a subscription: place in `all`, plus one; 0, or nothing, where there is none. */
  places = new Uint16Array(usualNumbers);
  /** By number of a subscription: how long its rows are, with that number; 0 where unknown. */
  sizes = new Uint16Array(usualNumbers);
  readonly #formats = new Map<string, Format>();
  readonly #layouts = new Map<string, Layout | undefined>();
  readonly #byKey = new Map<string, number>();
  #definitions = 0;
  #steps = 0;

  /** Says whether the format could be read. */
  define(content: Content): boolean {
    if ((this.#definitions += 1) > mostDefinitions) return true;
    const format = parseFormat(textIn(content, 0));
    if (!format) return false;
    if (isBuiltFrom(this.#formats.get(format.name), format)) return true;
    this.#formats.set(format.name, format);
    this.#layouts.clear();
    return true;
  }

  subscribe(content: Content, place: { readonly offset: number; readonly length: number }): void {
    if ((this.#definitions += 1) > mostDefinitions) return;
    const { bytes, from } = content;
    const instance = bytes[from] as number; // a subscription has more than three bytes
    const id = (bytes[from + 1] as number) | ((bytes[from + 2] as number) << 8);
    const name = textIn(content, 3);
    const layout = this.#layoutOf(name);
    this.#use(id, { name, instance, layout, ...place, isSubscribed: true });
  }

  /** A number that nothing was subscribed under: its rows are counted, if nothing else. */
  admit(id: number, place: { readonly offset: number; readonly length: number }): void {
    const name = `unknown ${id}`;
    this.#use(id, { name, instance: 0, layout: undefined, ...place, isSubscribed: false });
  }

  #use(id: number, topic: Topic): void {
    const key = `${topic.name}#${topic.instance}#${topic.layout?.size}#${topic.layout?.fields.length}`;
    const known = this.#byKey.get(key);
    const isFull = known === undefined && this.all.length >= mostTopics;
    if (isFull) return;
    const place = known ?? this.all.push(topic);
    this.#byKey.set(key, place);
    if (id >= this.places.length) this.#makeRoom();
    this.places[id] = place;
    this.sizes[id] = topic.layout ? 2 + topic.layout.least : 0;
  }

  #makeRoom(): void {
    const [places, sizes] = [new Uint16Array(65_536), new Uint16Array(65_536)];
    places.set(this.places);
    sizes.set(this.sizes);
    this.places = places;
    this.sizes = sizes;
  }

  #layoutOf(name: string): Layout | undefined {
    if (this.#layouts.has(name)) return this.#layouts.get(name);
    const { layout, steps } = layOut(name, this.#formats, mostSteps - this.#steps);
    this.#steps += steps;
    this.#layouts.set(name, layout);
    return layout;
  }
}

function isBuiltFrom(known: Format | undefined, format: Format): boolean {
  return known !== undefined && JSON.stringify(known) === JSON.stringify(format);
}

function textIn({ bytes, from, end }: Content, at: number): string {
  return textOf(bytes.subarray(from + at, end));
}
