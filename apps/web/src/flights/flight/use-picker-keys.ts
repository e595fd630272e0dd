import { useState, type KeyboardEvent } from "react";

const page = 10;

/** Which of some options the keys are at; they are pressed where one types. */
export function usePickerKeys(count: number, choose: (number: number) => void) {
  const [wanted, setActive] = useState(0);
  const active = Math.max(0, Math.min(wanted, count - 1));
  const press = (event: KeyboardEvent): void => {
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: active + 1 >= count ? -active : 1,
      ArrowUp: active === 0 ? count - 1 : -1,
      PageDown: Math.min(page, count - 1 - active),
      PageUp: -Math.min(page, active),
    };
    const move = moves[event.key];
    if (move !== undefined) setActive(active + move);
    else if (event.key === "Enter") choose(active);
    else return;
    event.preventDefault();
  };
  return { active, setActive, press };
}
