import { Text } from "@mantine/core";

import type { Change } from "../api/types";
import { useWords } from "../words";

/** What is different, fact by fact: old beside new. */
export function ChangeTable({ changes }: { changes: Change[] }) {
  const { t, named } = useWords();
  return (
    <table className="changes" data-testid="changes">
      <thead>
        <tr>
          <th scope="col">{t("fact")}</th>
          <th scope="col">{t("before")}</th>
          <th scope="col">{t("after")}</th>
        </tr>
      </thead>
      <tbody>
        {changes.map((change) => (
          <tr key={`${change.fact}.${change.place}.${change.language}`}>
            <th scope="row">
              {named("fact", change.fact)}
              {change.place && <span className="place"> {change.place.split(".").map((part) => named("part", part)).join(" › ")}</span>}
              {change.language && <span className="place"> ({named("language", change.language)})</span>}
            </th>
            <td data-label={t("before")}>{change.before === null ? <i>{t("nothing")}</i> : <del>{change.before}</del>}</td>
            <td data-label={t("after")}>{change.after === null ? <i>{t("nothing")}</i> : <ins>{change.after}</ins>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The facts first, the lines of the text for whoever wants them. */
export function Changes({ changes, lines }: { changes: Change[]; lines: string[] }) {
  const { t } = useWords();
  if (lines.length === 0) return <Text size="sm">{t("no_changes")}</Text>;
  return (
    <>
      {changes.length > 0 ? <ChangeTable changes={changes} /> : <Text size="sm">{t("only_layout")}</Text>}
      <details className="lines">
        <summary>{t("text_lines")}</summary>
        <pre tabIndex={0} aria-label={t("text_lines")}>
          {lines.map((line, at) => (
            <span key={at} data-kind={line[0]}>
              {line}
              {"\n"}
            </span>
          ))}
        </pre>
      </details>
    </>
  );
}
