import { Anchor, Badge } from "@mantine/core";

import type { Both } from "../../desk/language";
import { dayText } from "../../desk/knowledge/card-texts";
import type { Row } from "../api/types";
import { StateBadge } from "../state-badge";
import { useWords } from "../words";

/** On a narrow page each row is a card of its own. */
export function DocumentTable({ rows, agencies }: { rows: Row[]; agencies: Record<string, Both> }) {
  const { t, language } = useWords();
  return (
    <table className="documents" data-testid="documents">
      <thead>
        <tr>
          <th scope="col">{t("document")}</th>
          <th scope="col">{t("agency")}</th>
          <th scope="col">{t("state")}</th>
          <th scope="col">{t("checked")}</th>
          <th scope="col">{t("review_due")}</th>
          <th scope="col">{t("doubts")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.document}>
            <th scope="row">
              <Anchor href={`#${row.document}`}>{row.title[language]}</Anchor> <span className="code">{row.document.split(":")[1]}</span>
            </th>
            <td data-label={t("agency")} title={agencies[row.agency]?.[language]}>
              {row.agency}
            </td>
            <td data-label={t("state")}>
              <span className="badges">
                {row.under_way.length === 0 && <StateBadge state="published" />}
                {row.under_way.map((one) => (
                  <StateBadge key={one.id} state={one.state} by={one.author} />
                ))}
                {row.changed_file && <Badge color="#9a4a00" variant="filled">{t("changed_file")}</Badge>}
              </span>
            </td>
            <td data-label={t("checked")} className="figures">
              {row.checked ? dayText(row.checked) : t("never")}
            </td>
            <td data-label={t("review_due")} className="figures">
              <span>
                {row.due && dayText(row.due)} {row.overdue && <span className="warning strong">{t("overdue")}</span>}
              </span>
            </td>
            <td data-label={t("doubts")} className="figures">
              {row.doubts > 0 ? t("times", { count: row.doubts }) : "–"}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
