import type { Numbers, Property } from "@homepoint/flight";
import { useMemo, useState, type ReactElement } from "react";
import { Button } from "../../design/button.tsx";
import { Card } from "../../design/card.tsx";
import { Note, Waiting } from "../../design/note.tsx";
import { useMeasures } from "../../units/use-measures.ts";
import { problemWords } from "../../words/problem-words.ts";
import { useSay } from "../../words/use-say.ts";
import { FindField } from "./find-field.tsx";
import { matcherFor } from "./find-words.ts";
import type { FlightSource } from "./flight-source.ts";
import { useParticulars } from "./use-particulars.ts";
import { VirtualList } from "./virtual-list.tsx";

type PropertiesProps = { id: string; source: FlightSource | undefined };

const fewEnough = 12;

/** What the log says of itself and of the aircraft, by the maker's own names. */
export function Properties({ id, source }: PropertiesProps): ReactElement {
  const say = useSay();
  const { data, error } = useParticulars(id, source);
  const [find, setFind] = useState("");
  const properties = data?.properties ?? [];
  const shown = useMemo(() => {
    const matches = matcherFor(find);
    return (data?.properties ?? []).filter(({ name, value }) => matches(`${name} ${value ?? ""}`));
  }, [data, find]);
  return (
    <Card title={say("about.properties")} className="about-wide">
      {error && <Note tone="bad">{problemWords(say, error)}</Note>}
      {!data && !error && source && <Waiting label={say("wait.page")} />}
      {(data || !source) && properties.length === 0 && (
        <p className="soft">{say("about.properties.none")}</p>
      )}
      {properties.length > fewEnough && (
        <FindField label={say("about.properties.find")} value={find} onFind={setFind} />
      )}
      {properties.length > 0 && shown.length === 0 && (
        <p className="soft">{say("about.properties.none-found")}</p>
      )}
      {shown.length > 0 && (
        <VirtualList
          count={shown.length}
          label={say("about.properties")}
          renderLine={(number) => {
            const property = shown[number];
            return property && <PropertyLine property={property} />;
          }}
        />
      )}
    </Card>
  );
}

const mostLetters = 240;

function PropertyLine({ property }: { property: Property }): ReactElement {
  const say = useSay();
  const measures = useMeasures();
  const { name, value, sizeBytes } = property;
  const [isWhole, setIsWhole] = useState(false);
  const text =
    value === undefined
      ? say("about.properties.bytes", { size: measures.size(sizeBytes ?? 0) })
      : String(value);
  const isLong = text.length > mostLetters;
  return (
    <div className="about-row">
      <span className="mono">{name}</span>
      <span className={value === undefined ? "soft" : "mono"}>
        {isLong && !isWhole ? `${text.slice(0, mostLetters)}…` : text}
        {isLong && (
          <Button look="quiet" onClick={() => setIsWhole(!isWhole)}>
            {say(isWhole ? "about.less" : "about.more")}
          </Button>
        )}
      </span>
    </div>
  );
}

/** How many rows of each kind the log holds, those without a table included. */
export function Counts({ counts }: { counts: Numbers }): ReactElement | null {
  const say = useSay();
  const measures = useMeasures();
  const [find, setFind] = useState("");
  const all = useMemo(
    () =>
      Object.entries(counts).toSorted(([a, more], [b, less]) => less - more || (a < b ? -1 : 1)),
    [counts],
  );
  const shown = useMemo(() => {
    const matches = matcherFor(find);
    return all.filter(([kind]) => matches(kind));
  }, [all, find]);
  if (all.length === 0) return null;
  const rows = all.reduce((sum, [, count]) => sum + count, 0);
  return (
    <Card
      title={say("about.counts")}
      about={say("about.counts.total", { kinds: all.length, rows })}
      className="about-counts"
    >
      {all.length > fewEnough && (
        <FindField label={say("about.counts.find")} value={find} onFind={setFind} />
      )}
      <VirtualList
        count={shown.length}
        label={say("about.counts")}
        renderLine={(number) => {
          const [kind, count] = shown[number] ?? ["", 0];
          return (
            <div className="about-row">
              <span className="mono">{kind}</span>
              <span>{measures.number(count)}</span>
            </div>
          );
        }}
      />
    </Card>
  );
}
