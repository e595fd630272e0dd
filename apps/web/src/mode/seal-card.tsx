import type { SealAnswer } from "@homepoint/api";
import { draftOf, type Policy } from "@homepoint/policy";
import { useQuery } from "@tanstack/react-query";
import type { ReactElement, ReactNode } from "react";
import { Button } from "../design/button.tsx";
import { Card } from "../design/card.tsx";
import { Badge } from "../design/note.tsx";
import { saveFile } from "../design/save-file.ts";
import { useClient } from "../hub/client.tsx";
import { useOwnTimes } from "../units/use-measures.ts";
import { isWordId, type Say } from "../words/i18n.ts";
import { useSay } from "../words/use-say.ts";

/** The seal in force, and how one is made or replaced. Nothing here changes one. */
export function SealCard(): ReactElement | null {
  const say = useSay();
  const client = useClient();
  const { data: seal } = useQuery({
    queryKey: ["mode", "seal"],
    queryFn: ({ signal }) => client.getSeal({}, { signal }),
  });
  if (!seal) return null;
  return (
    <Card
      title={say("seal.title")}
      about={say(seal.isSealed ? "seal.about" : "seal.about.none")}
      actions={<DraftButton seal={seal} />}
    >
      {seal.isSealed && <SealFacts seal={seal} />}
      {seal.isSealed && <SealKeys seal={seal} />}
      <Refusals seal={seal} />
      <HowTo seal={seal} />
    </Card>
  );
}

/** The policy in force as a file, for the machine with the keys. */
function DraftButton({ seal }: { seal: SealAnswer }): ReactElement {
  const say = useSay();
  const client = useClient();
  const save = async () => {
    const mode = await client.getMode({});
    const policy = mode.policy as unknown as Policy; // the route's own promise
    const { installationId, next, versions } = seal;
    const draft = draftOf({ policy, installationId, next, version: versions.here });
    saveFile("seal-draft.json", `${JSON.stringify(draft, null, 2)}\n`);
  };
  return (
    <Button icon="download" onClick={() => void save()}>
      {say("seal.draft")}
    </Button>
  );
}

function SealFacts({ seal }: { seal: SealAnswer }): ReactElement {
  const say = useSay();
  const { counter, threshold, keys, catalogue, versions, places, found } = seal;
  const known = places.map(({ place, counter: at }) =>
    say("seal.place", { place: say(`seal.place.${place}`), counter: at ?? "–" }),
  );
  return (
    <dl className="facts">
      <Fact name={say("seal.counter")}>{counter ?? "–"}</Fact>
      <Fact name={say("seal.threshold")}>
        {say("seal.threshold.of", { threshold: threshold ?? 0, keys: keys.length })}
      </Fact>
      <Fact name={say("seal.catalogue")}>
        <Badge tone={catalogue.isSame ? "good" : "bad"}>
          {say(catalogue.isSame ? "seal.catalogue.same" : "seal.catalogue.other")}
        </Badge>
      </Fact>
      <Fact name={say("seal.versions")}>
        {versions.approved.join(", ")}{" "}
        <Badge tone={versions.isApproved ? "good" : "bad"}>
          {say(versions.isApproved ? "seal.versions.approved" : "seal.versions.not-approved", {
            version: versions.here,
          })}
        </Badge>
      </Fact>
      <Fact name={say("seal.places")}>{known.join(" · ")}</Fact>
      {found !== "read" && (
        <Fact name={say("seal.found")}>
          <Badge tone="bad">{say("mode.wish.found", { found })}</Badge>
        </Fact>
      )}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }): ReactElement {
  return (
    <div className="facts-pair">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function SealKeys({ seal }: { seal: SealAnswer }): ReactElement {
  const say = useSay();
  return (
    <div>
      <h3 className="small soft">{say("seal.keys")}</h3>
      <ul className="rows">
        {seal.keys.map(({ name, fingerprint, successor }) => (
          <li key={fingerprint}>
            <div className="grow">
              <p>
                {name} <code>{fingerprint}</code>
              </p>
              <p className="small soft break">
                {successor ? say("seal.successor", successor) : say("seal.successor.none")}
              </p>
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Refusals({ seal }: { seal: SealAnswer }): ReactElement | null {
  const say = useSay();
  const time = useOwnTimes();
  if (seal.refusals.length === 0)
    return seal.isSealed ? <p className="soft">{say("seal.refusals.none")}</p> : null;
  return (
    <details>
      <summary>{say("seal.refusals", { count: seal.refusals.length })}</summary>
      <ul className="rows">
        {seal.refusals.map(({ entry, at, by, kind, because }) => (
          <li key={entry}>
            <div className="grow">
              <p>{refusalWords(kind, because, say)}</p>
              <p className="small soft">{say("mode.changes.by", { by, at: time(at) })}</p>
            </div>
          </li>
        ))}
      </ul>
    </details>
  );
}

function refusalWords(kind: "seal" | "change", because: string, say: Say): string {
  if (kind === "change") return say("seal.refused.change");
  const id = `seal.refused.${because}`;
  return isWordId(id) ? say(id) : because;
}

/** The commands, word by word: made elsewhere, signed by those who hold keys, applied while stopped. */
function HowTo({ seal }: { seal: SealAnswer }): ReactElement {
  const say = useSay();
  const { keys, threshold, isSealed } = seal;
  const signers = isSealed ? keys.map(({ name }) => name).slice(0, threshold ?? 1) : ["ann"];
  const elsewhere = [
    ...(isSealed ? [] : ["homepoint seal key ann --output ann.key"]),
    `homepoint seal create policy.note --draft seal-draft.json${isSealed ? "" : " --key ann+…"}`,
    ...signers.map((name) => `homepoint seal sign policy.note --key ${name}.key`),
  ];
  return (
    <details>
      <summary>{say(isSealed ? "seal.how.replace" : "seal.how.make")}</summary>
      <ol className="seal-steps">
        <li>{say("seal.how.draft")}</li>
        <li>
          {say("seal.how.elsewhere")}
          <pre>{elsewhere.join("\n")}</pre>
        </li>
        <li>
          {say("seal.how.apply")}
          <pre>homepoint seal apply policy.note</pre>
        </li>
      </ol>
      <p className="small soft">{say("seal.how.about")}</p>
    </details>
  );
}
