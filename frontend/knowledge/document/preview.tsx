import { SegmentedControl, Text, Title } from "@mantine/core";
import { useState } from "react";

import { CardFacts } from "../../desk/knowledge/card-facts";
import { isLanguage } from "../../desk/language";
import { Panel } from "../../kit/panel";
import type { Look } from "../api/types";
import { useWords } from "../words";

/** The text as callers would hear it and agents would read it. */
export function Preview({ look }: { look: Look | null }) {
  const { t, language: own } = useWords();
  const [chosen, setChosen] = useState<"id" | "en" | null>(null);
  const language = chosen ?? own;
  const shown = look?.preview?.[language];
  const choice = (
    <SegmentedControl
      size="xs"
      aria-label={t("preview_language")}
      value={language}
      onChange={(value) => isLanguage(value) && setChosen(value)}
      data={[
        { value: "id", label: "ID" },
        { value: "en", label: "EN" },
      ]}
    />
  );
  return (
    <Panel title={t("preview")} aside={choice} testId="preview">
      {!shown && <Text size="sm">{t(look ? "preview_waits" : "loading")}</Text>}
      {shown && "spoken" in shown && (
        <>
          <Title order={3} size="sm" mt={4}>
            {t("spoken_card")}
          </Title>
          <ol className="spoken" lang={language}>
            {shown.spoken.map((piece) => (
              <li key={piece}>{piece}</li>
            ))}
          </ol>
          <Title order={3} size="sm" mt="sm">
            {t("screen_card")}
          </Title>
          <article className="card">
            <Title order={4} size="sm" lang={language}>
              {shown.card.name}
            </Title>
            <CardFacts card={shown.card} language={language} />
          </article>
        </>
      )}
      {shown && "body" in shown && (
        <article className="card" lang={language}>
          <Title order={3} size="sm">
            {shown.title}
          </Title>
          <p className="body">{shown.body}</p>
        </article>
      )}
    </Panel>
  );
}
