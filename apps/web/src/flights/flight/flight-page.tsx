import type { FlightProofAnswer, FlightRow, LogRow } from "@homepoint/api";
import type { Columns, FlightSummary } from "@homepoint/flight";
import type { UseQueryResult } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import {
  lazy,
  Suspense,
  useCallback,
  useEffect,
  useMemo,
  useState,
  type ReactElement,
  type ReactNode,
} from "react";
import { TimeCursor } from "../../charts/time-cursor.ts";
import { Card } from "../../design/card.tsx";
import { Icon } from "../../design/icon.tsx";
import { Note, Waiting } from "../../design/note.tsx";
import { useTimes } from "../../units/use-measures.ts";
import { problemWords } from "../../words/problem-words.ts";
import { useSay } from "../../words/use-say.ts";
import { Badges } from "../badges.tsx";
import { aircraftText } from "../columns.ts";
import { Counts, Properties } from "./about-tab.tsx";
import { CursorStrip } from "./cursor-strip.tsx";
import { DamageCard } from "./damage-card.tsx";
import { FlightCharts } from "./flight-charts.tsx";
import { whenFirstChartIsSeen } from "./first-chart.ts";
import { Figures } from "./figures.tsx";
import type { FlightSource } from "./flight-source.ts";
import { FlightTabs, withTab } from "./flight-tabs.tsx";
import type { FlightView } from "./flight-view.ts";
import { Identity } from "./identity.tsx";
import { Images } from "./images.tsx";
import { LockedTrack } from "./locked-track.tsx";
import { LogFacts } from "./log-facts.tsx";
import { Logs } from "./logs.tsx";
import { Moments } from "./moments.tsx";
import { ParametersTab } from "./parameters-tab.tsx";
import { FlightReportButton } from "../../audits/flight-report-button.tsx";
import { ProofCard } from "./proof-card.tsx";
import { TextsTab } from "./texts-tab.tsx";
import { useColumns } from "./use-columns.ts";
import "./flight.css";

const MapCard = lazy(() => import("./map-card.tsx").then(({ MapCard }) => ({ default: MapCard })));

export type FlightShown = {
  readonly row: FlightRow;
  readonly notes: string;
  readonly summary: FlightSummary;
  readonly logs: readonly LogRow[];
  /** Of a flight in the vault. */
  readonly proved?: FlightProofAnswer;
};

export type FlightPageProps = {
  flight: FlightShown;
  /** Undefined where the log gave no series. */
  source: FlightSource | undefined;
  view: FlightView;
  onView: (view: FlightView) => void;
  back: "/flights" | "/look";
  /** What can be done with the flight. */
  actions: ReactNode;
  /** Its logs, where there are several. */
  parts?: ReactNode;
};

/** How long the map waits for a chart that may never come. */
const longestWait = 1500;

/** One flight: what flew, where, and what happened; from the vault or from memory alike. */
export function FlightPage(props: FlightPageProps): ReactElement {
  const { flight, source, view, onView, back, actions, parts } = props;
  const { row, summary, logs } = flight;
  const columns = useColumns(row.id, source);
  const cursor = useMemo(() => new TimeCursor(), []);
  const told = columns.data?.directory.flight;
  const onCharts = (): void => {
    onView(withTab(view, "overview"));
  };
  return (
    <div className="flight">
      <FlightHead flight={flight} back={back} actions={actions} />
      <Figures summary={summary} />
      <FlightTabs
        view={view}
        onView={onView}
        parts={{
          overview: <Overview {...{ flight, source, view, onView, columns, cursor, parts }} />,
          parameters: <ParametersTab {...{ source, cursor, onCharts }} id={row.id} />,
          texts: <TextsTab {...{ cursor, onCharts }} moments={told?.moments ?? []} />,
          about: (
            <div className="about-grid">
              <div className="stack">
                <Identity summary={summary} />
                <LogFacts flight={flight} />
                {flight.proved && (
                  <ProofCard proved={flight.proved}>
                    <FlightReportButton flight={row.id} />
                  </ProofCard>
                )}
                <Logs logs={logs} />
                <DamageCard damage={told?.damage ?? []} />
              </div>
              {told && <Counts counts={told.counts} />}
              <Properties id={row.id} source={source} />
            </div>
          ),
        }}
      />
    </div>
  );
}

type OverviewProps = Pick<FlightPageProps, "flight" | "source" | "view" | "onView" | "parts"> & {
  columns: UseQueryResult<Columns>;
  cursor: TimeCursor;
};

/** Map and charts, and what happened. */
function Overview(props: OverviewProps): ReactElement {
  const { flight, source, view, onView, columns, cursor, parts } = props;
  const { row, summary } = flight;
  const hasSeries = columns.data !== undefined && columns.data.directory.tables.length > 0;
  const [chartsDrawn, setChartsDrawn] = useState(false);
  const onDrawn = useCallback(() => whenFirstChartIsSeen(() => setChartsDrawn(true)), []);
  useEffect(() => {
    if (!columns.data) return undefined;
    const timer = setTimeout(() => setChartsDrawn(true), longestWait);
    return () => clearTimeout(timer);
  }, [columns.data]);
  // The map is large: it is fetched once the first chart is there, or none will come.
  const mapIsNext = chartsDrawn || columns.error !== null || source === undefined;
  const mayDrawMap = mapIsNext || (columns.data !== undefined && !hasSeries);
  return (
    <div className="flight-body">
      <div className="flight-place">
        <Suspense fallback={<div className="flight-map-waits" />}>
          {mayDrawMap ? (
            <MapCard
              columns={columns.data}
              summary={summary}
              view={view}
              onView={onView}
              cursor={cursor}
            />
          ) : (
            <div className="flight-map-waits" />
          )}
        </Suspense>
        {columns.data && hasSeries && <CursorStrip columns={columns.data} cursor={cursor} />}
      </div>
      <div className="flight-told">
        {row.needsKeys && <LockedTrack flight={columns.data?.directory.flight} summary={summary} />}
        <Series
          {...{ columns: columns.data, error: columns.error, hasSeries, view, onView, cursor }}
          isWaiting={source !== undefined && columns.isPending}
          onDrawn={onDrawn}
        />
        {columns.data && !isBare(columns.data) && (
          <Moments moments={columns.data.directory.flight.moments} cursor={cursor} />
        )}
        {parts}
        <LogFacts flight={flight} />
        {source && summary.images > 0 && (
          <Images id={row.id} count={summary.images} source={source} />
        )}
      </div>
    </div>
  );
}

/** Neither series nor moments: a locked log tells nothing of what happened. */
function isBare({ directory }: Columns): boolean {
  return directory.tables.length === 0 && directory.flight.moments.length === 0;
}

type SeriesProps = {
  columns: Columns | undefined;
  error: Error | null;
  isWaiting: boolean;
  hasSeries: boolean;
  view: FlightView;
  onView: (view: FlightView) => void;
  cursor: TimeCursor;
  onDrawn: () => void;
};

function Series(props: SeriesProps): ReactElement | null {
  const { columns, error, isWaiting, hasSeries, ...rest } = props;
  const say = useSay();
  if (error) return <Note tone="bad">{problemWords(say, error)}</Note>;
  if (isWaiting)
    return (
      <Card title={say("flight.charts")}>
        <Waiting label={say("wait.page")} />
      </Card>
    );
  if (!columns || !hasSeries) return null;
  return <FlightCharts columns={columns} {...rest} />;
}

type HeadProps = Pick<FlightPageProps, "flight" | "back" | "actions">;

function FlightHead({ flight, back, actions }: HeadProps): ReactElement {
  const say = useSay();
  const time = useTimes();
  const { row } = flight;
  const when = time(row.startedAt, "both", row.timeZone);
  return (
    <header className="flight-head-line">
      <Link to={back} className="flight-back">
        <Icon name="chevronLeft" size={18} />
        {say("flight.back")}
      </Link>
      <div className="flight-title">
        <div className="grow">
          <h1>{row.name ?? say("flight.title", { when })}</h1>
          <p className="soft">
            {aircraftText(row) ?? say("flights.unknown-aircraft")}
            {row.name && ` · ${when}`}
            {row.pilot && ` · ${row.pilot}`}
          </p>
        </div>
        <Badges flight={row} />
        {row.tags.map((tag) => (
          <span key={tag} className="tag">
            {tag}
          </span>
        ))}
        <div className="page-actions">{actions}</div>
      </div>
    </header>
  );
}
