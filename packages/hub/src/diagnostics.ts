/** Something that whoever runs the hub may want to know. Holds no names, places, serials or keys. */
export type Diagnostic = {
  readonly level: "info" | "warn" | "error";
  /** In a few words, always the same for the same thing. */
  readonly what: string;
  readonly values?: Readonly<Record<string, string | number>>;
  readonly error?: unknown;
};

export type Diagnostics = (diagnostic: Diagnostic) => void;
