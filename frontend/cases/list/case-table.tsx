import { Anchor, Badge } from "@mantine/core";

import type { CaseRow } from "../api/types";
import { useHouse } from "../context";
import { DeliveryState } from "../delivery-state";
import { Due } from "../due";
import { useWords } from "../words";

/** On a narrow page each row is a card of its own. */
export function CaseTable({ rows }: { rows: CaseRow[] }) {
  const { t, language } = useWords();
  const { me } = useHouse();
  const all = me.user.agency === null;
  return (
    <table className="cards" data-testid="cases">
      <thead>
        <tr>
          <th scope="col">{t("reference")}</th>
          <th scope="col">{t("service")}</th>
          {all && <th scope="col">{t("agency")}</th>}
          <th scope="col">{t("state")}</th>
          <th scope="col">{t("due")}</th>
          <th scope="col">{t("owes")}</th>
          <th scope="col">{t("delivery")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.reference} data-reference={row.reference}>
            <th scope="row" className="figures">
              <Anchor href={`#${row.reference}`}>{row.reference}</Anchor>
            </th>
            <td data-label={t("service")}>
              {row.service_name[language]} <span className="quiet">{row.kind_label[language]}</span>{" "}
              {row.secret && <Badge color="gray">{t("secret")}</Badge>} {row.anonymous && <Badge color="gray">{t("anonymous")}</Badge>}
            </td>
            {all && (
              <td data-label={t("agency")} title={me.agencies[row.agency]?.[language]}>
                {row.agency}
              </td>
            )}
            <td data-label={t("state")}>{row.state_label[language]}</td>
            <td data-label={t("due")}>
              <Due of={row} />
            </td>
            <td data-label={t("owes")}>{row.owes.map((label) => label[language]).join(", ") || "–"}</td>
            <td data-label={t("delivery")}>
              <DeliveryState of={row.delivery} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
