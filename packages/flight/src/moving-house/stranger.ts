/** Files of other software that hold flights, but that nobody else can open. */
export type Stranger =
  | "open-dronelog-database"
  | "open-dronelog-json"
  | "sqlite-database"
  | "foreign-archive";

type Mark = {
  readonly stranger: Stranger;
  readonly offset: number;
  readonly magic: readonly number[];
};

const bytesOf = (text: string) => Array.from(text, (letter) => letter.charCodeAt(0));

/** DuckDB: its main header begins with a sum of 8 bytes. 7-Zip and RAR by their first bytes. */
const marks: readonly Mark[] = [
  { stranger: "open-dronelog-database", offset: 8, magic: bytesOf("DUCK") },
  { stranger: "sqlite-database", offset: 0, magic: bytesOf("SQLite format 3\0") },
  { stranger: "foreign-archive", offset: 0, magic: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c] },
  { stranger: "foreign-archive", offset: 0, magic: bytesOf("Rar!\x1a\x07") },
];

/** Which of them a file is, by its first bytes; its name tells of what is packed. */
export function recognizeStranger(head: Uint8Array, name: string): Stranger | undefined {
  const isPacked = head[0] === 0x1f && head[1] === 0x8b;
  if (isDronelogJson(head)) return "open-dronelog-json";
  if (isPacked && /\.db\.backup$/i.test(name)) return "open-dronelog-database";
  return marks.find(({ offset, magic }) => magic.every((byte, at) => head[offset + at] === byte))
    ?.stranger;
}

const said = /"format": ?"(?:Open DroneLog|Drone Logbook) JSON Export"/;

function isDronelogJson(head: Uint8Array): boolean {
  return said.test(new TextDecoder("latin1").decode(head.subarray(0, 1024)));
}
