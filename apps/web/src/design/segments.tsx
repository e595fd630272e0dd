import { ToggleGroup } from "radix-ui";
import type { ReactElement } from "react";
import type { Choice } from "./field.tsx";

type SegmentChoice<Value extends string> = Choice<Value> & { readonly isOff?: boolean };

type SegmentsProps<Value extends string> = {
  label: string;
  value: Value;
  choices: readonly SegmentChoice<Value>[];
  onChoose: (value: Value) => void;
};

/** One of a few, all in sight. */
export function Segments<Value extends string>(props: SegmentsProps<Value>): ReactElement {
  const { label, value, choices, onChoose } = props;
  return (
    <ToggleGroup.Root
      type="single"
      className="segments"
      aria-label={label}
      value={value}
      onValueChange={(next) => {
        const chosen = choices.find((choice) => choice.value === next);
        if (chosen) onChoose(chosen.value);
      }}
    >
      {choices.map((choice) => (
        <ToggleGroup.Item
          key={choice.value}
          value={choice.value}
          disabled={choice.isOff ?? false}
          className="segment"
        >
          {choice.label}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  );
}
