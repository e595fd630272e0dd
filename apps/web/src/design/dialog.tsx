import { Dialog as Radix } from "radix-ui";
import { useRef, type ReactElement, type ReactNode } from "react";
import { useSay } from "../words/use-say.ts";
import { Icon } from "./icon.tsx";

export type DialogProps = {
  open: boolean;
  onClose: () => void;
  title: string;
  /** One or two sentences under the title. */
  about?: ReactNode;
  wide?: "wide" | "tall";
  children: ReactNode;
};

/** A question over the page; Escape and a press outside mean no. Then the focus is where it was. */
export function Dialog({ open, onClose, title, about, wide, children }: DialogProps): ReactElement {
  const say = useSay();
  const opener = useRef<Element>(null);
  return (
    <Radix.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="dialog-overlay" />
        <Radix.Content
          className={`dialog ${wide ?? ""}`}
          {...(about ? {} : { "aria-describedby": undefined })}
          onOpenAutoFocus={() => {
            opener.current = document.activeElement;
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault(); // Radix would look for a trigger of its own
            if (opener.current instanceof HTMLElement) opener.current.focus();
          }}
        >
          <header className="dialog-head">
            <Radix.Title className="dialog-title">{title}</Radix.Title>
            <Radix.Close className="icon-button" aria-label={say("action.close")}>
              <Icon name="close" />
            </Radix.Close>
          </header>
          {about && <Radix.Description className="dialog-about">{about}</Radix.Description>}
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** The row of buttons at the end of a dialog. */
export function DialogActions({ children }: { children: ReactNode }): ReactElement {
  return <div className="dialog-actions">{children}</div>;
}
