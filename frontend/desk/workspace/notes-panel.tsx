import { Text, Textarea } from "@mantine/core";

import { Panel } from "../../kit/panel";
import { useText } from "../language";
import { useNote } from "./use-note";
import { useSavedNote } from "./use-saved-note";

const MOST_CHARACTERS = 4000;

export function NotesPanel({ callId }: { callId: string }) {
  const { t } = useText();
  const { note, typed, write } = useNote(callId);
  const saving = useSavedNote(callId, typed);
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
        value={note}
        onChange={({ currentTarget: { value } }) => write(value)}
      />
    </Panel>
  );
}
