import { Text, Textarea } from "@mantine/core";

import { Panel } from "../../kit/panel";
import { useText } from "../language";
import { useSavedNote } from "./use-saved-note";
import { useWork } from "./workspace";

const MOST_CHARACTERS = 4000;

export function NotesPanel({ callId }: { callId: string }) {
  const { t } = useText();
  const { draft, update } = useWork();
  const saving = useSavedNote(callId, draft.note);
  return (
    <Panel
      title={t("notes")}
      aside={
        <Text size="xs" c="dimmed" role="status" data-testid="notes-state">
          {saving && t(`notes_${saving}`)}
        </Text>
      }
    >
      <Textarea
        aria-label={t("notes")}
        placeholder={t("notes_placeholder")}
        data-testid="notes"
        rows={3}
        maxLength={MOST_CHARACTERS}
        value={draft.note}
        onChange={({ currentTarget: { value } }) => update((all) => ({ ...all, note: value }))}
      />
    </Panel>
  );
}
