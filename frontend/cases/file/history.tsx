import { Panel } from "../../kit/panel";
import type { Line } from "../api/types";
import { moment } from "../due";
import { isWord, useWords } from "../words";

/** What happened, the latest first. */
export function History({ lines }: { lines: Line[] }) {
  const { t, language } = useWords();
  const what = (line: Line): string => {
    if (line.transition) return line.transition[language];
    const key = `line_${line.kind}`;
    return t(isWord(key) ? key : "line_other", { kind: line.kind, field: line.field ?? "", receipt: line.receipt ?? "" });
  };
  return (
    <Panel title={t("history")} testId="history">
      <ol className="plain history" reversed>
        {[...lines].reverse().map((line) => (
          <li key={line.id}>
            <b>{line.who.name ?? t(line.who.kind === "citizen" ? "who_citizen" : "who_house")}</b>: {what(line)}
            {line.to && ` → ${line.to[language]}`}
            {line.agency && ` (${line.agency[language]})`}
            <div className="quiet">{moment(line.at, language)}</div>
            {(line.reason ?? line.text ?? line.error) && <p>{line.reason ?? line.text ?? line.error}</p>}
          </li>
        ))}
      </ol>
    </Panel>
  );
}
