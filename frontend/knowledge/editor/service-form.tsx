import { Text } from "@mantine/core";

import { useWords } from "../words";
import { DatesFields } from "./dates-fields";
import { BothField, ChoiceField, MarkField, NumberField, WordsField } from "./fields";
import { Fact } from "./fact-versions";
import { ItemList } from "./item-list";

const UNITS = ["minute", "hour", "workday", "calendar_day"] as const;

/** The facts of a service that change often. */
export function ServiceForm() {
  const { t } = useWords();
  return (
    <>
      <fieldset className="fact">
        <legend>{t("fact_name")}</legend>
        <BothField label={t("fact_name")} path={["name"]} />
        <BothField label={t("fact_summary")} path={["summary"]} lines={2} />
      </fieldset>
      <Fact name="requirements" title={t("fact_requirements")}>
        {(path) => (
          <ItemList path={path} title={(number) => t("requirement", { number })} add={t("add_requirement")} fresh={{ text: { id: "…", en: "…" } }}>
            {(item) => (
              <>
                <BothField label={t("requirement", { number: Number(item[item.length - 1]) + 1 })} path={[...item, "text"]} />
                <WordsField label={t("applies_when")} path={[...item, "when"]} optional />
              </>
            )}
          </ItemList>
        )}
      </Fact>
      <Fact name="procedure" title={t("fact_procedure")}>
        {(path) => (
          <ItemList path={path} title={(number) => t("step", { number })} add={t("add_step")} fresh={{ id: "…", en: "…" }}>
            {(item) => <BothField label={t("step", { number: Number(item[item.length - 1]) + 1 })} path={item} />}
          </ItemList>
        )}
      </Fact>
      <Fact name="fee" title={t("fact_fee")}>
        {(path) => (
          <>
            <div className="both">
              <NumberField label={t("amount")} path={[...path, "amount"]} />
              <WordsField label={t("basis")} path={[...path, "basis"]} optional />
            </div>
            <BothField label={t("note")} path={[...path, "note"]} optional />
            <MarkField label={t("fact_unverified")} path={[...path, "unverified"]} />
          </>
        )}
      </Fact>
      <Fact name="time_limit" title={t("fact_time_limit")}>
        {(path) => (
          <>
            <div className="both">
              <NumberField label={t("value")} path={[...path, "value"]} />
              <ChoiceField label={t("unit")} path={[...path, "unit"]} options={UNITS.map((value) => ({ value, label: t(`unit_${value}`) }))} />
            </div>
            <WordsField label={t("basis")} path={[...path, "basis"]} optional />
            <MarkField label={t("fact_unverified")} path={[...path, "unverified"]} />
          </>
        )}
      </Fact>
      <fieldset className="fact">
        <legend>{t("fact_complaint_route")}</legend>
        <BothField label={t("fact_complaint_route")} path={["complaint_route"]} lines={2} optional />
      </fieldset>
      <DatesFields />
      <Text size="sm" c="dimmed">
        {t("in_text_only")}
      </Text>
    </>
  );
}
