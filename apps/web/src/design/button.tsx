import type { ButtonHTMLAttributes, ReactElement, ReactNode } from "react";
import { Icon } from "./icon.tsx";
import type { IconName } from "./icon-paths.ts";
import { Tooltip } from "./tooltip.tsx";

type ButtonLook = "main" | "plain" | "quiet" | "danger";

type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & {
  look?: ButtonLook;
  icon?: IconName;
  /** Something is under way: shown, and no second press. */
  busy?: boolean;
  children?: ReactNode;
};

export function Button(props: ButtonProps): ReactElement {
  const { look = "plain", icon, busy = false, children, className = "", disabled, ...rest } = props;
  return (
    <button
      type="button"
      {...rest}
      disabled={disabled === true || busy}
      aria-busy={busy || undefined}
      className={`button button-${look} ${className}`}
    >
      {busy ? (
        <span className="spinner" aria-hidden="true" />
      ) : (
        icon && <Icon name={icon} size={18} />
      )}
      {children}
    </button>
  );
}

type IconButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & { icon: IconName; label: string };

/** A button that shows a picture only; its name is read aloud and shown on hovering. */
export function IconButton({
  icon,
  label,
  className = "",
  ...rest
}: IconButtonProps): ReactElement {
  return (
    <Tooltip text={label}>
      <button type="button" {...rest} aria-label={label} className={`icon-button ${className}`}>
        <Icon name={icon} />
      </button>
    </Tooltip>
  );
}
