import { Select, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import type { Listed } from "../api/types";
import { useHouse } from "../context";
import { StepDialog } from "../step-dialog";
import { useWords } from "../words";

/** A draft of an article that is not there yet. */
export function NewArticle({ listed, close }: { listed: Listed; close: () => void }) {
  const { t, language } = useWords();
  const { api, me, go } = useHouse();
  const queries = useQueryClient();
  const [code, setCode] = useState("");
  const [agency, setAgency] = useState(me.user.agency ?? Object.keys(listed.agencies)[0] ?? "");
  const act = async () => {
    const name = `article:${code.trim().toUpperCase()}`;
    await api.begin(name, frame(code.trim().toUpperCase(), agency, listed.today), null);
    await queries.invalidateQueries({ queryKey: ["documents"] });
    go(name);
  };
  return (
    <StepDialog title={t("new_article")} hint={t("new_article_hint")} confirm={t("create")} reason={null} act={act} close={close}>
      <TextInput label={t("code")} required pattern="[Aa][Rr][Tt]-[0-9]{2,4}" placeholder="ART-20" value={code} onChange={(event) => setCode(event.currentTarget.value)} data-autofocus data-testid="code" />
      {!me.user.agency && (
        <Select
          label={t("agency")}
          allowDeselect={false}
          value={agency}
          onChange={(chosen) => setAgency(chosen ?? agency)}
          data={Object.entries(listed.agencies).map(([value, name]) => ({ value, label: `${value} · ${name[language]}` }))}
        />
      )}
    </StepDialog>
  );
}

function frame(code: string, agency: string, today: string): string {
  return `code: ${code}
kind: notice
title: {id: "…", en: "…"}
body:
  id: "…"
  en: "…"
services: []
agency: ${agency}
valid_from: ${today}
checked: ${today}
source: "…"
`;
}
