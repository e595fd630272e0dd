import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef, useState, type ReactElement } from "react";
import { Dialog } from "../design/dialog.tsx";
import { useSay } from "../words/use-say.ts";
import type { WordId } from "../words/words.ts";

const places = {
  f: "/flights",
  t: "/take-in",
  e: "/evidence",
  m: "/mode",
  w: "/places",
  s: "/settings",
} as const;

type Shown = { readonly keys: readonly string[]; readonly words: WordId; readonly inTurn?: true };

const shown: readonly Shown[] = [
  { keys: ["g", "f"], words: "keys.flights", inTurn: true },
  { keys: ["g", "t"], words: "keys.take-in", inTurn: true },
  { keys: ["g", "e"], words: "keys.evidence", inTurn: true },
  { keys: ["g", "m"], words: "keys.mode", inTurn: true },
  { keys: ["g", "w"], words: "keys.places", inTurn: true },
  { keys: ["g", "s"], words: "keys.settings", inTurn: true },
  { keys: ["/"], words: "keys.search" },
  { keys: ["↑", "↓"], words: "keys.move" },
  { keys: ["Enter"], words: "keys.open" },
  { keys: ["Space"], words: "keys.choose" },
  { keys: ["Shift", "↓"], words: "keys.choose-range" },
  { keys: ["Ctrl", "A"], words: "keys.choose-all" },
  { keys: ["←", "→"], words: "keys.cursor" },
  { keys: ["+", "−"], words: "keys.zoom" },
  { keys: ["0"], words: "keys.zoom-reset" },
  { keys: ["?"], words: "keys.help" },
];

const typing = "input, textarea, select, [contenteditable], [role=dialog], [role=menu]";

/** Keys that work on every page, and the list of all of them behind `?`. */
export function Shortcuts(): ReactElement {
  const say = useSay();
  const navigate = useNavigate();
  const [open, setOpen] = useState(false);
  const afterG = useRef(false);
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const target = event.target instanceof Element ? event.target : undefined;
      if (event.ctrlKey || event.metaKey || event.altKey || target?.closest(typing)) return;
      const to = afterG.current ? places[event.key as keyof typeof places] : undefined; // else none
      afterG.current = event.key === "g";
      if (to) void navigate({ to });
      if (event.key === "?") setOpen(true);
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [navigate]);
  return (
    <Dialog open={open} onClose={() => setOpen(false)} title={say("keys.title")}>
      <dl className="shortcuts">
        {shown.map(({ keys, words, inTurn }) => (
          <div key={words}>
            <dt>
              {keys.map((key, at) => (
                <span key={key}>
                  {at > 0 && inTurn && <small> {say("keys.then")} </small>}
                  <kbd>{key}</kbd>{" "}
                </span>
              ))}
            </dt>
            <dd>{say(words)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
