/** A typed value as AOSP's Res_value keeps it. */
export type ResValue = { readonly type: number; readonly data: number };

export type XmlAttribute = {
  readonly namespace: string;
  /** As it is written. */
  readonly name: string;
  /** Of Android's own attributes; 0 where there is none. Android goes by this, not by the name. */
  readonly id: number;
  readonly raw?: string;
  readonly value: ResValue;
};

export type XmlElement = {
  readonly namespace: string;
  readonly name: string;
  readonly line: number;
  readonly attributes: readonly XmlAttribute[];
  readonly children: readonly XmlElement[];
  readonly text: string;
};

export function childrenOf(element: XmlElement | undefined, name: string): readonly XmlElement[] {
  return element?.children.filter((child) => child.name === name) ?? [];
}
