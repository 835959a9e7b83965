import { Text } from "@mantine/core";
import { useState } from "react";

import { useDesk } from "../desk-context";
import { useText } from "../language";

/** The caller's recording, fetched when it is played. */
export function VoicemailPlayer({ id, label }: { id: string; label: string }) {
  const { t } = useText();
  const { api } = useDesk();
  const [failed, setFailed] = useState(false);
  return (
    <div>
      <audio controls preload="none" className="voicemail" data-testid="voicemail" aria-label={label} src={api.voicemail(id)} onError={() => setFailed(true)} onPlaying={() => setFailed(false)} />
      {failed && (
        <Text size="sm" role="alert" className="warning">
          {t("voicemail_failed")}
        </Text>
      )}
    </div>
  );
}
