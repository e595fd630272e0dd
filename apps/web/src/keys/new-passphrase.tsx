import type { ReactElement } from "react";
import { useState } from "react";
import { Field } from "../design/field.tsx";
import { useSay } from "../words/use-say.ts";
import { strengthOf, type Strength } from "./passphrase-strength.ts";

export type NewPassphrase = { readonly passphrase: string; readonly again: string };
export const noPassphrase: NewPassphrase = { passphrase: "", again: "" };

export function isGood({ passphrase, again }: NewPassphrase): boolean {
  return strengthOf(passphrase) > 0 && passphrase === again;
}

type NewPassphraseProps = {
  value: NewPassphrase;
  onChange: (value: NewPassphrase) => void;
  label: string;
};

/** A passphrase typed twice, with what it is worth. */
export function NewPassphraseFields(props: NewPassphraseProps): ReactElement {
  const { value, onChange, label } = props;
  const say = useSay();
  const [shown, setShown] = useState(false);
  const differ = value.again !== "" && !value.passphrase.startsWith(value.again);
  const type = shown ? "text" : "password";
  return (
    <div className="stack">
      <div className="with-toggle">
        <Field
          label={label}
          hint={say("passphrase.hint")}
          type={type}
          autoComplete="new-password"
          value={value.passphrase}
          onChange={({ target }) => onChange({ ...value, passphrase: target.value })}
        />
        <button
          type="button"
          className="field-toggle"
          aria-pressed={shown}
          onClick={() => setShown(!shown)}
        >
          {say(shown ? "passphrase.hide" : "passphrase.show")}
        </button>
      </div>
      {value.passphrase !== "" && <StrengthMeter strength={strengthOf(value.passphrase)} />}
      <Field
        label={say("passphrase.again")}
        type={type}
        autoComplete="new-password"
        value={value.again}
        wrong={differ ? say("passphrase.differ") : undefined}
        onChange={({ target }) => onChange({ ...value, again: target.value })}
      />
    </div>
  );
}

function StrengthMeter({ strength }: { strength: Strength }): ReactElement {
  const say = useSay();
  const text = say(`passphrase.strength.${strength}`);
  return (
    <output className="strength" aria-label={`${say("passphrase.strength")}: ${text}`}>
      <div className="strength-bar" data-strength={strength}>
        {[1, 2, 3, 4].map((step) => (
          <span key={step} data-on={step <= strength || undefined} />
        ))}
      </div>
      <span>{text}</span>
    </output>
  );
}
