import type { ReactElement, ReactNode } from "react";

type CardProps = {
  title?: string;
  about?: ReactNode;
  actions?: ReactNode;
  className?: string;
  id?: string;
  children: ReactNode;
};

/** One subject on a page. */
export function Card({
  title,
  about,
  actions,
  className = "",
  id,
  children,
}: CardProps): ReactElement {
  return (
    <section className={`card ${className}`} id={id} aria-label={title}>
      {(title || actions) && (
        <header className="card-head">
          <div>
            {title && <h2>{title}</h2>}
            {about && <p className="card-about">{about}</p>}
          </div>
          {actions && <div className="card-actions">{actions}</div>}
        </header>
      )}
      {children}
    </section>
  );
}

type PageProps = { title: string; about?: ReactNode; actions?: ReactNode; children: ReactNode };

/** A page that is read from top to bottom. */
export function Page({ title, about, actions, children }: PageProps): ReactElement {
  return (
    <div className="page">
      <header className="page-head">
        <div>
          <h1>{title}</h1>
          {about && <p className="page-about">{about}</p>}
        </div>
        {actions && <div className="page-actions">{actions}</div>}
      </header>
      {children}
    </div>
  );
}
