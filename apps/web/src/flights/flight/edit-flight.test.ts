import type { FlightDetail } from "@homepoint/api";
import { expect, test } from "vitest";
import { editOf } from "./edit-flight.tsx";

// Only what an edit looks at.
const flight = { id: "a", tags: ["roof", "dam"] } as unknown as FlightDetail;
const typed = {
  name: "",
  pilot: " Ada ",
  tags: "dam, bridge,, dam",
  sensitivity: "none",
  notes: "x",
} as const;

test("what was typed becomes one edit: emptied fields are unset, tags come and go", () => {
  expect(editOf(flight, typed)).toEqual({
    flights: ["a"],
    set: { name: null, pilot: "Ada", sensitivity: null, notes: "x" },
    addTags: ["bridge"],
    removeTags: ["roof"],
  });
});
