import { Button } from "@mantine/core";

import { useWords } from "../words";
import { useEditing, WordsField } from "./fields";

/** Since when it holds, when it was checked, and who says so. */
export function DatesFields({ ends }: { ends?: boolean }) {
  const { t } = useWords();
  const { editor, readOnly } = useEditing();
  const today = new Date().toLocaleDateString("sv-SE");
  return (
    <fieldset className="fact">
      <legend>{t("dates")}</legend>
      <div className="both">
        <WordsField label={t("fact_valid_from")} path={["valid_from"]} hint={t("day_hint")} />
        {ends && <WordsField label={t("fact_valid_to")} path={["valid_to"]} hint={t("day_hint")} optional />}
        <div className="checked">
          <WordsField label={t("fact_checked")} path={["checked"]} hint={t("day_hint")} />
          {!readOnly && (
            <Button size="xs" variant="default" onClick={() => editor.set(["checked"], today)} data-testid="checked-today">
              {t("today")}
            </Button>
          )}
        </div>
      </div>
      <WordsField label={t("fact_source")} path={["source"]} />
    </fieldset>
  );
}
