import { qrSquares, type Block, type Mark, type Plot } from "@homepoint/inspect";
import type { ReactElement } from "react";

/** The pieces of a report, as its page and its PDF have them. */
export function ReportBlocks({ blocks }: { blocks: readonly Block[] }): ReactElement {
  return (
    <div className="report">
      {blocks.map((block, at) => (
        // oxlint-disable-next-line react/no-array-index-key -- a report never changes
        <ReportBlock key={at} block={block} />
      ))}
    </div>
  );
}

function ReportBlock({ block }: { block: Block }): ReactElement | null {
  switch (block.kind) {
    case "title":
      return null; // it is the page's
    case "verdict":
      return (
        <section className={`report-verdict tone-${block.tone}`}>
          <strong>
            {block.name}: {block.verdict}
          </strong>
          <Lines items={block.lines} />
        </section>
      );
    case "heading":
      return block.level === 2 ? <h2>{block.text}</h2> : <h3>{block.text}</h3>;
    case "text":
      return <p className={`tone-${block.tone ?? "plain"}`}>{block.text}</p>;
    case "pairs":
      return (
        <dl className="report-pairs">
          {block.rows.map(([name, text]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd className="break">{text}</dd>
            </div>
          ))}
        </dl>
      );
    case "table":
      return <ReportTable block={block} />;
    case "list":
      return <Lines items={block.items} />;
    case "plot":
      return <ReportPlot plot={block.plot} />;
    case "code":
      return (
        <>
          <pre className="report-code">{block.text}</pre>
          {block.below && <p className="small soft">{block.below}</p>}
        </>
      );
    case "qr":
      return <Qr text={block.text} label={block.below} />;
    default:
      return block satisfies never;
  }
}

function Lines({ items }: { items: readonly string[] }): ReactElement | null {
  if (items.length === 0) return null;
  return (
    <ul className="report-lines">
      {items.map((text) => (
        <li key={text} className="break">
          {text}
        </li>
      ))}
    </ul>
  );
}

/** So many columns stand side by side on a phone as well. */
const mostNarrow = 3;

function ReportTable({ block }: { block: Extract<Block, { kind: "table" }> }): ReactElement {
  const isWide = block.heads.length > mostNarrow;
  const classOf = (at: number) => (block.numbers.includes(at) ? "number" : undefined);
  /* oxlint-disable react/no-array-index-key -- a report never changes */
  return (
    <div className="audits-scroll">
      <table className={`audits-table report-${isWide ? "wide" : "narrow"}`}>
        <thead>
          <tr>
            {block.heads.map((head, at) => (
              <th key={at} scope="col" className={classOf(at)}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {block.rows.map(({ cells, tone }, row) => (
            <tr key={row} className={`tone-${tone ?? "plain"}`}>
              {cells.map((cell, at) => (
                <td key={at} className={classOf(at)} data-head={block.heads[at]}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
  /* oxlint-enable react/no-array-index-key */
}

function ReportPlot({ plot }: { plot: Plot }): ReactElement {
  return (
    <figure className="audits-scroll">
      <svg className="report-plot" viewBox={`0 0 ${plot.width} ${plot.height}`}>
        <title>{plot.label}</title>
        {plot.marks.map((mark, at) => (
          // oxlint-disable-next-line react/no-array-index-key -- a report never changes
          <PlotMark key={at} mark={mark} />
        ))}
      </svg>
      <figcaption className="small soft">{plot.label}</figcaption>
    </figure>
  );
}

function PlotMark({ mark }: { mark: Mark }): ReactElement {
  const { x, y } = mark;
  if (mark.kind === "bar")
    return (
      <rect x={x} y={y} width={mark.width} height={mark.height} className={`ink-${mark.ink}`} />
    );
  if (mark.kind === "words")
    return (
      <text x={x} y={y} textAnchor={mark.anchor}>
        {mark.text}
      </text>
    );
  return <line x1={x} y1={y} x2={mark.toX} y2={mark.toY} className={`line-${mark.ink}`} />;
}

function Qr({ text, label }: { text: string; label: string }): ReactElement | null {
  const squares = qrSquares(text);
  if (!squares) return null;
  const path = squares
    .flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])))
    .join("");
  return (
    <svg className="report-qr" viewBox={`0 0 ${squares.length} ${squares.length}`}>
      <title>{label}</title>
      <path d={path} />
    </svg>
  );
}
