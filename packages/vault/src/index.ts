export { noblePrimitives } from "./primitives/noble.ts";
export {
  tagLength,
  type Chunk,
  type Derivation,
  type Primitives,
  type RunningSha256,
  type Stretching,
  type X25519Key,
} from "./primitives/primitives.ts";
