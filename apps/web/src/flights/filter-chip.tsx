import { Popover } from "radix-ui";
import { useState, type ReactElement, type ReactNode } from "react";
import { Icon } from "../design/icon.tsx";
import { useSay } from "../words/use-say.ts";

type FilterChipProps = { label: string; chosen: string | undefined; children: ReactNode };

/** One way of leaving flights out: says what it leaves in, opens to change it. */
export function FilterChip({ label, chosen, children }: FilterChipProps): ReactElement {
  return (
    <Popover.Root>
      <Popover.Trigger className="chip" data-on={chosen !== undefined || undefined}>
        <span>{label}</span>
        {chosen !== undefined && <b>{chosen}</b>}
        <Icon name="chevronDown" size={14} />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className="popover" align="start" sideOffset={6} collisionPadding={8}>
          {children}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

export type Option = { readonly key: string; readonly label: string; readonly count?: number };

type ListFilterProps = {
  label: string;
  options: readonly Option[];
  chosen: readonly string[];
  onChange: (chosen: readonly string[]) => void;
};

const findFrom = 9;

/** Any of several values. */
export function ListFilter({ label, options, chosen, onChange }: ListFilterProps): ReactElement {
  const say = useSay();
  const [find, setFind] = useState("");
  const names = chosen.map((key) => options.find((option) => option.key === key)?.label ?? key);
  const shown = options.filter((each) => each.label.toLowerCase().includes(find.toLowerCase()));
  return (
    <FilterChip label={label} chosen={names.length > 0 ? names.join(", ") : undefined}>
      <fieldset className="options">
        <legend className="visually-hidden">{label}</legend>
        {options.length >= findFrom && (
          <input
            className="input"
            type="search"
            aria-label={say("filter.find")}
            placeholder={say("filter.find")}
            value={find}
            onChange={({ target }) => setFind(target.value)}
          />
        )}
        {options.length === 0 && <p className="soft">{say("filter.nothing")}</p>}
        {shown.map(({ key, label: name, count }) => (
          <label key={key} className="option">
            <input
              type="checkbox"
              className="check"
              checked={chosen.includes(key)}
              onChange={({ target }) =>
                onChange(target.checked ? [...chosen, key] : chosen.filter((each) => each !== key))
              }
            />
            <span>{name}</span>
            {count !== undefined && <span className="small soft">{count}</span>}
          </label>
        ))}
      </fieldset>
    </FilterChip>
  );
}
