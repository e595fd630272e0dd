import type { ReactElement, ReactNode } from "react";
import { Logo } from "../shell/logo.tsx";
import "./keys.css";

type KeysFrameProps = {
  title: string;
  about?: ReactNode;
  step?: string;
  children: ReactNode;
};

/** One question at a time, in the middle of the page. */
export function KeysFrame({ title, about, step, children }: KeysFrameProps): ReactElement {
  return (
    <div className="keys">
      <section className="keys-card">
        <Logo size={40} />
        <header>
          {step && <p className="small soft">{step}</p>}
          <h1>{title}</h1>
          {about && <p className="soft">{about}</p>}
        </header>
        {children}
      </section>
    </div>
  );
}
