import { TextInput } from "@mantine/core";
import { useState } from "react";

import { useWords } from "../words";
import { DatesFields } from "./dates-fields";
import { at, BothField, ChoiceField, useEditing } from "./fields";

const KINDS = ["faq", "script", "notice"] as const;

/** An article whole. */
export function ArticleForm() {
  const { t } = useWords();
  return (
    <>
      <fieldset className="fact">
        <legend>{t("fact_title")}</legend>
        <ChoiceField label={t("fact_kind")} path={["kind"]} options={KINDS.map((value) => ({ value, label: t(`kind_${value}`) }))} />
        <BothField label={t("fact_title")} path={["title"]} />
        <BothField label={t("fact_body")} path={["body"]} lines={5} />
        <Services />
      </fieldset>
      <DatesFields ends />
    </>
  );
}

function Services() {
  const { t } = useWords();
  const { editor, readOnly } = useEditing();
  const listed = at(editor.look?.form ?? null, ["services"]);
  const stands = Array.isArray(listed) ? listed.join(", ") : "";
  const [typed, setTyped] = useState<string | null>(null);
  const leave = () => {
    if (typed !== null && typed !== stands) editor.set(["services"], typed.split(/[\s,]+/).filter(Boolean));
    setTyped(null);
  };
  return <TextInput label={t("fact_services")} placeholder="DUK-01, DUK-02" readOnly={readOnly} value={typed ?? stands} onChange={(event) => setTyped(event.currentTarget.value)} onBlur={leave} />;
}
