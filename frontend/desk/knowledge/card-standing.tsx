import type { FactDates, ServiceCard } from "../api/service";
import { useText } from "../language";
import { dayText } from "./card-texts";

/** What will be different, and from which day. */
export function ComingChanges({ card, language }: { card: ServiceCard; language: string }) {
  const { t } = useText();
  return card.coming.map((change) => (
    <p className="coming" key={change.fact} lang={language}>
      {t("coming", { day: dayText(change.valid_from), what: change.what })}
    </p>
  ));
}

/** When the fee, which stands for the card, was last checked, since when it holds, and who says so. */
export function CardStanding({ card, language }: { card: ServiceCard; language: string }) {
  const { t } = useText();
  const dates: FactDates | undefined = card.facts["fee"];
  if (!dates) return null;
  const since = dates.valid_from ? dayText(dates.valid_from) : "?";
  return (
    <p className="standing">
      {dates.checked ? t("fact_checked", { day: dayText(dates.checked), since }) : t("fact_never_checked")}{" "}
      {dates.source && <span lang={language}>{t("fact_source", { source: dates.source })}</span>}
    </p>
  );
}
