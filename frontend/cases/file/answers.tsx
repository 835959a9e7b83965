import { Button, Group, Text } from "@mantine/core";
import { useState } from "react";

import type { Both } from "../../desk/language";
import { Panel } from "../../kit/panel";
import type { Answer, CaseFile } from "../api/types";
import { useHouse } from "../context";
import { useRun } from "../use-run";
import { useWords } from "../words";

/** What was filed. A secret answer is shown when somebody asks for it, and hidden again when the case is left. */
export function Answers({ of: found }: { of: CaseFile }) {
  const { t, language } = useWords();
  return (
    <Panel title={t("filed")} testId="answers">
      <dl className="facts">
        {found.answers.map((answer) => (
          <div key={answer.name} className="fact">
            <dt>{answer.label[language]}</dt>
            <dd data-field={answer.name}>
              <Value answer={answer} reference={found.reference} />
            </dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}

function Value({ answer, reference }: { answer: Answer; reference: string }) {
  const { t, language } = useWords();
  const { api } = useHouse();
  const { run, running } = useRun();
  const [shown, setShown] = useState<Both | null>(null);
  const value = answer.value ?? shown;
  if (value) return <>{value[language]}</>;
  if (answer.hidden === "withheld") return <Text size="sm" c="dimmed">{t("withheld")}</Text>;
  return (
    <Group gap="xs">
      <span aria-hidden>••••••</span>
      <Button
        size="compact-xs"
        variant="default"
        loading={running}
        aria-label={t("reveal_of", { name: answer.label[language] })}
        title={t("reveal_of", { name: answer.label[language] })}
        onClick={() => void run(async () => setShown(await api.reveal(reference, answer.name)))}
      >
        {t("reveal")}
      </Button>
    </Group>
  );
}
