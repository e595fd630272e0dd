import { utf8 } from "@homepoint/base";
import { anywherePrimitives as primitives } from "@homepoint/evidence";
import { readReport, reportWords, titleOf, verifyReport, viewReport } from "@homepoint/inspect";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useMemo, type ReactElement } from "react";
import { Page } from "../design/card.tsx";
import { Icon } from "../design/icon.tsx";
import { Note, Waiting } from "../design/note.tsx";
import { useClient } from "../hub/client.tsx";
import { problemWords } from "../words/problem-words.ts";
import { useSay } from "../words/use-say.ts";
import { useReportLanguage } from "./report-language.ts";
import { ReportBlocks } from "./report-blocks.tsx";
import "./audits.css";

/** One report, drawn from what was signed, and verified here. */
export function ReportPage(): ReactElement {
  const say = useSay();
  const client = useClient();
  const language = useReportLanguage();
  const { report: id } = useParams({ from: "/audits/$report" });
  const { data, error } = useQuery({
    queryKey: ["reports", id],
    queryFn: ({ signal }) => client.readReport({ id }, { signal }),
  });
  const shown = useMemo(() => {
    const signed = data && readReport(utf8(JSON.stringify(data.signed)));
    if (!signed) return undefined;
    const result = verifyReport(signed, { trusted: [], captures: [], primitives });
    return { signed, result };
  }, [data]);
  if (error) return <Note tone="bad">{problemWords(say, error)}</Note>;
  if (!shown) return <Waiting label={say("wait.page")} />;
  const { signed, result } = shown;
  const href = (format: string) =>
    `/api/reports/${encodeURIComponent(id)}/file?format=${format}&language=${language}`;
  return (
    <Page
      title={titleOf(signed.report.body, reportWords[language])}
      about={<Link to="/audits">{say("audits.all")}</Link>}
      actions={(["html", "pdf", "json"] as const).map((format) => (
        <a key={format} className="button button-plain" href={href(format)} download>
          <Icon name="download" size={18} />
          {say(`audits.format.${format}`)}
        </a>
      ))}
    >
      <Note tone={result.ok ? "good" : "bad"}>
        {result.ok
          ? say("audits.verified", { names: result.signers.map(({ name }) => name).join(", ") })
          : say("audits.not-verified")}
      </Note>
      <section className="card">
        <ReportBlocks blocks={viewReport(signed, language)} />
      </section>
    </Page>
  );
}
