import { Button, Textarea } from "@mantine/core";
import { useState } from "react";

import { Panel } from "../../kit/panel";
import type { CaseFile } from "../api/types";
import { useHouse } from "../context";
import { useRun } from "../use-run";
import { useWords } from "../words";
import type { Send } from "./case-page";

export function NotePanel({ of: found, send }: { of: CaseFile; send: Send }) {
  const { t } = useWords();
  const { api } = useHouse();
  const { run, running } = useRun();
  const [text, setText] = useState("");
  const save = async () => {
    const saved = await send(`note ${text}`, (press) => api.act(found.reference, "note", { ...press, text }));
    if (saved) setText("");
  };
  return (
    <Panel title={t("note")} testId="note">
      <Textarea aria-label={t("note")} description={t("note_hint")} autosize minRows={2} maxLength={2000} value={text} onChange={(event) => setText(event.currentTarget.value)} />
      <Button mt={8} size="compact-sm" variant="default" loading={running} disabled={!text.trim()} onClick={() => void run(save)}>
        {t("save_note")}
      </Button>
    </Panel>
  );
}
