import { useEffect, useRef, useState, type ReactElement } from "react";
import { Icon } from "../design/icon.tsx";
import { useSay } from "../words/use-say.ts";

type SearchBoxProps = { text: string; onChange: (text: string) => void };

const pauseMilliseconds = 150;

/** Words to find; asks after a short pause in typing. `/` goes there from anywhere. */
export function SearchBox({ text, onChange }: SearchBoxProps): ReactElement {
  const say = useSay();
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(text);
  const [asked, setAsked] = useState(text);
  // The address changed by other means than this box.
  if (asked !== text) {
    setAsked(text);
    setTyped(text);
  }
  useEffect(() => {
    if (typed === text) return undefined;
    const timer = setTimeout(() => onChange(typed), pauseMilliseconds);
    return () => clearTimeout(timer);
  }, [typed, text, onChange]);
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.key !== "/" || (event.target as Element).closest("input, textarea, select")) return;
      event.preventDefault();
      input.current?.focus();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);
  return (
    <div className="search">
      <Icon name="search" size={18} />
      <input
        ref={input}
        className="input"
        type="search"
        aria-label={say("flights.search")}
        placeholder={say("flights.search")}
        maxLength={200}
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
      />
    </div>
  );
}
