import { Button, Text, TextInput } from "@mantine/core";
import { useState } from "react";

import { Ago } from "../../kit/ago";
import type { Document, Step } from "../api/types";
import { useHouse } from "../context";
import { StepDialog } from "../step-dialog";
import { useWords } from "../words";
import { ChangeTable } from "./changes";

interface Props {
  document: Document;
  changed: () => Promise<unknown>;
}

/** Who did what, when and why, the newest first; a publication can be taken back. */
export function History({ document, changed }: Props) {
  const { t, language, named } = useWords();
  const [back, setBack] = useState<Step | null>(null);
  if (document.history.length === 0) return <Text size="sm">{t("no_history")}</Text>;
  return (
    <ol className="history" data-testid="history">
      {document.history.map((step) => (
        <li key={step.id}>
          <div className="step-head">
            <span>
              <b>{step.person}</b> {named("step", step.kind)}{" "}
              <Text size="xs" c="dimmed" span>
                <Ago at={step.at} language={language} />
              </Text>
            </span>
            {document.may.publish && step.before && step.before !== document.digest && (
              <Button size="compact-xs" variant="default" onClick={() => setBack(step)} data-testid={`take-back-${step.id}`}>
                {t("take_back")}
              </Button>
            )}
          </div>
          {step.why && <Text size="sm">{step.why}</Text>}
          {step.changes.length > 0 && <ChangeTable changes={step.changes} />}
        </li>
      ))}
      {back && <TakeBack document={document} digest={back.before ?? ""} close={() => setBack(null)} changed={changed} />}
    </ol>
  );
}

function TakeBack({ document, digest, close, changed }: Props & { digest: string; close: () => void }) {
  const { t } = useWords();
  const { api } = useHouse();
  const [override, setOverride] = useState("");
  const act = async (why: string) => {
    await api.takeBack(document.document, digest, why, override);
    await changed();
  };
  return (
    <StepDialog
      title={t("take_back")}
      hint={t("take_back_hint")}
      confirm={t("publish")}
      reason={t("why")}
      act={act}
      close={close}
      override={(refusal) =>
        refusal.code === "golden_calls" && document.may.override && <TextInput label={t("override")} value={override} onChange={(event) => setOverride(event.currentTarget.value)} />
      }
    />
  );
}
