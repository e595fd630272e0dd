import type { KeptInspection } from "@homepoint/api";
import { useState, type ReactElement, type ReactNode } from "react";
import { Button } from "../design/button.tsx";
import { Card } from "../design/card.tsx";
import { Badge, Note, type Tone } from "../design/note.tsx";
import { useSay } from "../words/use-say.ts";
import { PermissionsCard } from "./permissions-card.tsx";

type Shown = { app: KeptInspection };

/** What a package shows: how far it can be read at all first, then what it may see and where it may talk to. */
export function InspectionView({ app }: Shown): ReactElement {
  return (
    <>
      <OpaqueNote app={app} />
      <PermissionsCard app={app} />
      <HostsCard app={app} />
      <TrackersCard app={app} />
      <ProtectionCard app={app} />
      <SignersCard app={app} />
      <OtherCards app={app} />
    </>
  );
}

function OpaqueNote({ app: { opaque } }: Shown): ReactElement | null {
  const say = useSay();
  if (opaque.length === 0) return null;
  const hides = opaque.some(({ weight }) => weight === "hides");
  return (
    <Note tone={hides ? "bad" : "warn"} title={say("app.opaque")}>
      <ul className="dots">
        {opaque.map(({ code, because }) => (
          <li key={`${code} ${because}`}>
            {say(`opaque.${code}`)} <span className="soft small break">{because}</span>
          </li>
        ))}
      </ul>
    </Note>
  );
}

const fewHosts = 12;

function HostsCard({ app }: Shown): ReactElement {
  const say = useSay();
  const [all, setAll] = useState(false);
  const hosts = app.hosts
    .filter(({ onlyName }) => !onlyName)
    .toSorted((a, b) => Number(b.inUrl) - Number(a.inUrl));
  const shown = all ? hosts : hosts.slice(0, fewHosts);
  return (
    <Card title={say("app.hosts")} about={say("app.hosts.about")}>
      {hosts.length === 0 && <p className="soft">{say("app.hosts.none")}</p>}
      <ul className="rows">
        {shown.map(({ host, owner, cleartext, inUrl }) => (
          <li key={host}>
            <div className="grow">
              <p className="break">{host}</p>
              {owner && <p className="small soft">{owner}</p>}
            </div>
            {cleartext && <Badge tone="warn">{say("app.cleartext-host")}</Badge>}
            {!inUrl && <Badge>{say("app.only-looks")}</Badge>}
          </li>
        ))}
      </ul>
      {shown.length < hosts.length && (
        <Button look="quiet" icon="chevronDown" onClick={() => setAll(true)}>
          {say("app.hosts.more", { count: hosts.length - shown.length })}
        </Button>
      )}
    </Card>
  );
}

function TrackersCard({ app: { trackers } }: Shown): ReactElement {
  const say = useSay();
  return (
    <Card title={say("app.trackers")}>
      {trackers.length === 0 && <p className="soft">{say("app.trackers.none")}</p>}
      <ul className="rows">
        {trackers.map(({ id, name, owner, kind, how, because }) => (
          <li key={id}>
            <div className="grow">
              <p>{name}</p>
              <p className="small soft break">
                {owner} · {say(`app.tracker.${how}`)}: {because}
              </p>
            </div>
            <Badge tone={how === "contained" ? "accent" : "plain"}>
              {say(`app.tracker-kind.${kind}`)}
            </Badge>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function ProtectionCard({ app }: Shown): ReactElement {
  const say = useSay();
  const { cleartext, cleartextHosts, trustsUser, pinnedHosts, debuggable } = app;
  const lines: [Tone, string][] = [
    [cleartext ? "warn" : "good", say(`app.cleartext.${cleartext ? "true" : "false"}`)],
  ];
  if (cleartextHosts.length > 0)
    lines.push(["warn", say("app.cleartext-hosts", { hosts: cleartextHosts.join(", ") })]);
  if (trustsUser) lines.push(["warn", say("app.trusts-user")]);
  if (pinnedHosts.length > 0)
    lines.push(["good", say("app.pinned", { hosts: pinnedHosts.join(", ") })]);
  if (debuggable) lines.push(["bad", say("app.debuggable")]);
  return (
    <Card title={say("app.protection")}>
      <div className="stack">
        {lines.map(([tone, text]) => (
          <Note key={text} tone={tone}>
            {text}
          </Note>
        ))}
      </div>
    </Card>
  );
}

const checkTones = { good: "good", bad: "bad", "not-checked": "plain" } as const;

function SignersCard({ app: { signers, formerSigners = [], schemes } }: Shown): ReactElement {
  const say = useSay();
  return (
    <Card title={say("app.signers")}>
      {signers.length === 0 && <Note tone="warn">{say("app.signers.none")}</Note>}
      {signers.map((one) => (
        <Signer key={one.sha256} {...one} />
      ))}
      {formerSigners.length > 0 && <p>{say("app.signers.former")}</p>}
      {formerSigners.map((one) => (
        <Signer key={one.sha256} {...one} />
      ))}
      <div className="row">
        {schemes.map(({ scheme, checked, because }) => (
          <Badge key={scheme} tone={checkTones[checked]}>
            {say("app.scheme", { scheme })}: {say(`software.signed.${checked}`)}
            {because && ` (${say(`app.misfit.${because}`)})`}
          </Badge>
        ))}
      </div>
    </Card>
  );
}

function Signer({ subject, sha256 }: { subject: string; sha256: string }): ReactElement {
  return (
    <div className="software-signer">
      <p className="break">{subject}</p>
      <code className="small soft break">{sha256}</code>
    </div>
  );
}

function OtherCards({ app }: Shown): ReactElement {
  const say = useSay();
  const { exported, collected, oddities, classes } = app;
  return (
    <>
      <FoldedList
        title={say("app.exported")}
        lines={exported.map(({ kind, name, permission }) => (
          <>
            {name}{" "}
            <span className="soft small">{[kind, permission].filter(Boolean).join(", ")}</span>
          </>
        ))}
      />
      <FoldedList title={say("app.collected")} lines={collected} />
      <FoldedList
        title={say("app.oddities")}
        lines={oddities.map(({ code, where }) => (
          <>
            {say(`oddity.${code}`)} <span className="soft small">{where}</span>
          </>
        ))}
      />
      {classes.defined > 0 && <p className="soft small">{say("app.classes", classes)}</p>}
    </>
  );
}

/** Long lists that few people need. */
function FoldedList({
  title,
  lines,
}: {
  title: string;
  lines: readonly ReactNode[];
}): ReactElement | null {
  if (lines.length === 0) return null;
  return (
    <details className="card software-folded">
      <summary>
        <h2>{title}</h2> <Badge>{lines.length}</Badge>
      </summary>
      <ul className="dots">
        {lines.map((line, at) => (
          // oxlint-disable-next-line react/no-array-index-key -- the list never changes its order
          <li key={at} className="break">
            {line}
          </li>
        ))}
      </ul>
    </details>
  );
}
