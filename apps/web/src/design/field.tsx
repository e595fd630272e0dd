import { useId, type InputHTMLAttributes, type ReactElement, type ReactNode } from "react";

type FieldProps = InputHTMLAttributes<HTMLInputElement> & {
  label: string;
  hint?: ReactNode;
  /** What is wrong with what was typed. */
  wrong?: string | undefined;
};

/** One line of text with its name above it. */
export function Field({ label, hint, wrong, className = "", ...rest }: FieldProps): ReactElement {
  const id = useId();
  const said = [hint ? `${id}-hint` : "", wrong ? `${id}-wrong` : ""].filter(Boolean).join(" ");
  return (
    <div className={`field ${className}`}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        autoComplete="off"
        {...rest}
        aria-invalid={wrong ? true : undefined}
        aria-describedby={said || undefined}
      />
      {hint && (
        <p id={`${id}-hint`} className="field-hint">
          {hint}
        </p>
      )}
      {wrong && (
        <p id={`${id}-wrong`} className="field-wrong" role="alert">
          {wrong}
        </p>
      )}
    </div>
  );
}

export type Choice<Value extends string> = { readonly value: Value; readonly label: string };

type SelectProps<Value extends string> = {
  label: string;
  hideLabel?: "hidden";
  value: Value;
  choices: readonly Choice<Value>[];
  onChoose: (value: Value) => void;
  id?: string;
};

/** One of several, by the browser's own list: works with keys, fingers and screen readers. */
export function Select<Value extends string>(props: SelectProps<Value>): ReactElement {
  const { label, hideLabel, value, choices, onChoose } = props;
  const id = useId();
  return (
    <div className="field field-select">
      <label htmlFor={id} className={hideLabel ? "visually-hidden" : undefined}>
        {label}
      </label>
      <select
        id={id}
        value={value}
        onChange={({ target }) => {
          const chosen = choices.find((choice) => choice.value === target.value);
          if (chosen) onChoose(chosen.value);
        }}
      >
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </div>
  );
}
