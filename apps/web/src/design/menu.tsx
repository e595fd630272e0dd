import { DropdownMenu } from "radix-ui";
import type { ReactElement, ReactNode } from "react";
import { Icon } from "./icon.tsx";
import type { IconName } from "./icon-paths.ts";

export type MenuChoice = {
  readonly label: string;
  readonly icon?: IconName;
  readonly about?: string;
  readonly tone?: "bad";
  readonly onChoose: () => void;
};

type MenuProps = { trigger: ReactNode; choices: readonly MenuChoice[]; about?: string };

/** Things to do, behind a button. */
export function Menu({ trigger, choices, about }: MenuProps): ReactElement {
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="end" sideOffset={6} collisionPadding={8}>
          {about && <p className="menu-about">{about}</p>}
          {choices.map((choice) => (
            <DropdownMenu.Item
              key={choice.label}
              className={`menu-choice ${choice.tone ?? ""}`}
              onSelect={choice.onChoose}
            >
              {choice.icon && <Icon name={choice.icon} size={18} />}
              <span>
                {choice.label}
                {choice.about && <small>{choice.about}</small>}
              </span>
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
