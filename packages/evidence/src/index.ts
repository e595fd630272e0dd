export { describeFact } from "./describe-fact.ts";
