import {
  reportMove,
  type FlightList,
  type HouseReport,
  type MissingFlight,
} from "@homepoint/flight";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo, type ReactElement, type ReactNode } from "react";
import { Button } from "../design/button.tsx";
import { Card } from "../design/card.tsx";
import { Note } from "../design/note.tsx";
import { useClient } from "../hub/client.tsx";
import { useMeasures, useTimes } from "../units/use-measures.ts";
import { isWordId } from "../words/i18n.ts";
import { problemWords } from "../words/problem-words.ts";
import { useSay } from "../words/use-say.ts";
import { broughtFiles } from "./brought-files.ts";
import type { IntakeTask } from "./intake-task.ts";
import "./move-report.css";

type MoveReportProps = { tasks: readonly IntakeTask[]; lists: readonly FlightList[] };

/** What was expected, found, missing and doubled, once all is in; made to be printed. */
export function MoveReport({ tasks, lists }: MoveReportProps): ReactElement | null {
  const say = useSay();
  const client = useClient();
  const files = useMemo(() => broughtFiles(tasks), [tasks]);
  const { data: report, error } = useQuery({
    queryKey: ["move", files, lists.map(({ name }) => name)],
    queryFn: () => reportMove(client, files, lists),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (error) return <Note tone="bad">{`${say("move.broken")} ${problemWords(say, error)}`}</Note>;
  if (!report || report.logs + report.expected === 0) return null;
  return (
    <div className="move-report">
      <Card
        title={say("move.title")}
        about={say("move.about", { logs: report.logs, flights: report.flights })}
        actions={
          <Button className="move-print" onClick={() => print()}>
            {say("move.print")}
          </Button>
        }
      >
        <Counts report={report} />
        <Lines title={say("move.missing.which")} lines={report.missing}>
          {(missing) => <MissingLine missing={missing} />}
        </Lines>
        <Lines title={say("move.failed.which")} lines={report.failed}>
          {(file) => <MissingLine missing={{ kind: "file", ...file }} />}
        </Lines>
        <Lines title={say("move.doubled.files")} lines={report.doubled.files}>
          {(path) => path}
        </Lines>
        <Lines title={say("move.not-read")} lines={report.notRead}>
          {({ path, stranger }) => `${path}: ${say(`move.stranger.${stranger}`)}`}
        </Lines>
      </Card>
    </div>
  );
}

function Counts({ report }: { report: HouseReport }): ReactElement {
  const say = useSay();
  const measures = useMeasures();
  const { lists, expected, found, missing, doubled, failed, notRead } = report;
  const alike = doubled.flights.length;
  const rows: readonly (readonly [string, number, ReactNode])[] = [
    [
      say("move.expected"),
      expected,
      lists.length > 0 ? say("move.by-lists", { lists: lists.join(", ") }) : say("move.by-logs"),
    ],
    [say("move.found"), found, null],
    [say("move.missing"), missing.length, null],
    [
      say("move.doubled"),
      doubled.files.length + alike,
      alike > 0 && (
        <>
          {say("move.doubled.flights", { count: alike })}{" "}
          <Link to="/flights/same">{say("same.banner.look")}</Link>
        </>
      ),
    ],
    ...(failed.length > 0 ? [[say("move.failed"), failed.length, null] as const] : []),
    ...(notRead.length > 0 ? [[say("move.not-read"), notRead.length, null] as const] : []),
  ];
  return (
    <table className="move-counts">
      <tbody>
        {rows.map(([name, count, more]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td className="figure">{measures.number(count)}</td>
            <td className="soft break">{more}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type LinesProps<Line> = {
  title: string;
  lines: readonly Line[];
  children: (line: Line) => ReactNode;
};

const mostLines = 500;

function Lines<Line>({ title, lines, children }: LinesProps<Line>): ReactElement | null {
  const say = useSay();
  if (lines.length === 0) return null;
  return (
    <section>
      <h3>{title}</h3>
      <ul className="dots small move-lines">
        {lines.slice(0, mostLines).map((line, at) => (
          <li key={at} className="break">
            {children(line)}
          </li>
        ))}
        {lines.length > mostLines && (
          <li>{say("move.more", { count: lines.length - mostLines })}</li>
        )}
      </ul>
    </section>
  );
}

function MissingLine({ missing }: { missing: MissingFlight }): ReactElement {
  const say = useSay();
  const time = useTimes();
  const measures = useMeasures();
  if (missing.kind === "file") {
    const why = missing.because === undefined ? "" : `problem.${missing.because}`;
    return <>{isWordId(why) ? `${missing.path}: ${say(why)}` : missing.path}</>;
  }
  const { startMs, durationSeconds, aircraft, written, line } = missing.listed;
  const parts = [
    time(new Date(startMs).toISOString(), "both", null),
    durationSeconds !== undefined && measures.clock(durationSeconds),
    aircraft,
    written?.name,
    say("move.line", { line }),
  ];
  return <>{parts.filter(Boolean).join(" · ")}</>;
}
