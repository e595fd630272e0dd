import type { ReactElement, ReactNode } from "react";
import { Icon } from "./icon.tsx";
import type { IconName } from "./icon-paths.ts";

export type Tone = "plain" | "accent" | "good" | "warn" | "bad";

const toneIcons: Readonly<Record<Tone, IconName>> = {
  plain: "note",
  accent: "note",
  good: "check",
  warn: "warning",
  bad: "problem",
};

type NoteProps = { tone?: Tone; icon?: IconName; title?: string; children?: ReactNode };

/** A sentence that stands out, with a way on where there is one. */
export function Note({ tone = "plain", icon, title, children }: NoteProps): ReactElement {
  return (
    <div className={`note note-${tone}`} role={tone === "bad" ? "alert" : undefined}>
      <Icon name={icon ?? toneIcons[tone]} />
      <div className="note-body">
        {title && <strong>{title}</strong>}
        {children}
      </div>
    </div>
  );
}

export function Badge({
  tone = "plain",
  icon,
  children,
}: {
  tone?: Tone;
  icon?: IconName;
  children: ReactNode;
}): ReactElement {
  return (
    <span className={`badge badge-${tone}`}>
      {icon && <Icon name={icon} size={14} />}
      {children}
    </span>
  );
}

type EmptyProps = { icon: IconName; title: string; children?: ReactNode };

/** Nothing here yet, and what to do about it. */
export function Empty({ icon, title, children }: EmptyProps): ReactElement {
  return (
    <div className="empty">
      <span className="empty-icon">
        <Icon name={icon} size={28} />
      </span>
      <h2>{title}</h2>
      {children}
    </div>
  );
}

/** Stands where something is still being fetched. */
export function Waiting({ label }: { label: string }): ReactElement {
  return (
    <output className="waiting">
      <span className="spinner" aria-hidden="true" />
      <span>{label}</span>
    </output>
  );
}
