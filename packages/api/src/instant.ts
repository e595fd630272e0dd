import { z } from "zod";

export const instant = z.iso.datetime().describe("ISO 8601, UTC");
