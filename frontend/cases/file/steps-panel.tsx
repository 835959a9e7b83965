import { Button, Text } from "@mantine/core";
import { useState } from "react";

import { Panel } from "../../kit/panel";
import type { CaseFile, Step } from "../api/types";
import { useHouse } from "../context";
import { useRun } from "../use-run";
import { useWords } from "../words";
import type { Send } from "./case-page";
import { StepDialog } from "./step-dialog";

/** What may be done next. A step that needs a word or ends the case asks first; the others act at once. */
export function StepsPanel({ of: found, send }: { of: CaseFile; send: Send }) {
  const { t, language } = useWords();
  const { api } = useHouse();
  const { run, running } = useRun();
  const [asked, setAsked] = useState<Step | null>(null);
  const press = (step: Step) => {
    if (step.form || step.needs_reason || step.ends) setAsked(step);
    else void run(() => send(step.name, (press) => api.step(found.reference, step.name, { ...press, reason: "" })));
  };
  return (
    <Panel title={t("next")} testId="steps">
      {found.steps.length === 0 && <Text size="sm">{t("no_steps")}</Text>}
      <div className="steps">
        {found.steps.map((step, at) => (
          <Button
            key={step.name}
            size="sm"
            variant={at === 0 && !step.ends ? "filled" : "default"}
            disabled={running}
            onClick={() => press(step)}
            data-testid={`step-${step.name}`}
            title={t("leads_to", { state: step.to[language] })}
          >
            {sentence(step.label[language])}
            {(step.form || step.needs_reason || step.ends) && "…"}
          </Button>
        ))}
      </div>
      {asked && <StepDialog key={asked.name} of={found} step={asked} send={send} close={() => setAsked(null)} />}
    </Panel>
  );
}

export function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
