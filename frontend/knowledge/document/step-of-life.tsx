import { SegmentedControl, Text, TextInput } from "@mantine/core";
import { useState } from "react";

import type { Document, Revision } from "../api/types";
import { useHouse } from "../context";
import { StepDialog } from "../step-dialog";
import { useWords } from "../words";

export type StepName = "submit" | "withdraw" | "discard" | "approve" | "reject" | "publish" | "unschedule";

const WITHOUT_REASON: StepName[] = ["withdraw", "discard"];
const PATHS: Partial<Record<StepName, string>> = { unschedule: "cancel" };

interface Props {
  name: StepName;
  document: Document;
  revision: Revision;
  changed: () => Promise<unknown>;
  close: () => void;
}

export function StepOfLife({ name, document, revision, changed, close }: Props) {
  const { t } = useWords();
  const { api } = useHouse();
  const [when, setWhen] = useState("now");
  const [day, setDay] = useState("");
  const [override, setOverride] = useState("");
  const act = async (why: string) => {
    const more = name === "publish" ? { override, day: when === "day" ? day : null } : {};
    const body = WITHOUT_REASON.includes(name) ? { version: revision.version } : { version: revision.version, why, ...more };
    await api.step(revision.id, PATHS[name] ?? name, body);
    await changed();
  };
  return (
    <StepDialog
      title={t(name)}
      hint={t(`${name}_hint`)}
      confirm={t(name)}
      danger={name === "discard"}
      reason={WITHOUT_REASON.includes(name) ? null : t("why")}
      act={act}
      close={close}
      override={(refusal) =>
        refusal.code === "golden_calls" &&
        document.may.override && <TextInput label={t("override")} maxLength={500} value={override} onChange={(event) => setOverride(event.currentTarget.value)} data-testid="override" />
      }
    >
      {name === "publish" && (
        <div>
          <Text size="sm" fw={500} id="when">
            {t("when")}
          </Text>
          <SegmentedControl
            aria-labelledby="when"
            value={when}
            onChange={setWhen}
            data={[
              { value: "now", label: t("at_once") },
              { value: "day", label: t("from_day") },
            ]}
          />
          {when === "day" && <TextInput mt="xs" type="date" required label={t("day")} value={day} onChange={(event) => setDay(event.currentTarget.value)} data-testid="day" />}
        </div>
      )}
    </StepDialog>
  );
}
