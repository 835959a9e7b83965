import { Button, Group, Text } from "@mantine/core";

import { Icon } from "../../kit/icon";
import { TONES } from "../../kit/tones";
import type { FollowUp } from "../api/follow-up";
import { useDesk } from "../desk-context";
import { useText } from "../language";
import { useAction } from "../use-action";
import { OutcomeButtons } from "./outcome-buttons";
import { VoicemailPlayer } from "./voicemail-player";

interface Props {
  owed: FollowUp;
  /** Names the caller in what is read aloud. */
  title: string;
}

/** Take it; or call, listen and say what came of it, when it is this agent's. */
export function FollowUpActions({ owed, title }: Props) {
  const { t } = useText();
  const { api } = useDesk();
  const take = useAction(() => api.takeFollowUp(owed.id));
  if (owed.taken_by?.me) return <OwnActions owed={owed} title={title} />;
  if (owed.taken_by) return <Text size="sm">{t("follow_up_taken", { name: owed.taken_by.name })}</Text>;
  return (
    <Button data-testid="take" size="compact-sm" loading={take.running} onClick={take.run} aria-label={`${t("follow_up_take")}: ${title}`}>
      {t("follow_up_take")}
    </Button>
  );
}

function OwnActions({ owed, title }: Props) {
  const { t } = useText();
  const { api } = useDesk();
  const call = useAction(() => api.callBack(owed.id));
  const giveBack = useAction(() => api.giveBackFollowUp(owed.id));
  return (
    <>
      {owed.kind === "voicemail" && <VoicemailPlayer id={owed.id} label={title} />}
      <Group gap={6}>
        {owed.can_call && (
          <Button data-testid="call-back" size="compact-sm" color={TONES.good} loading={call.running} leftSection={<Icon name="phone" size={14} />} onClick={call.run}>
            {t("follow_up_call")}
          </Button>
        )}
        <Button data-testid="give-back" size="compact-sm" variant="default" loading={giveBack.running} onClick={giveBack.run}>
          {t("follow_up_give_back")}
        </Button>
      </Group>
      <OutcomeButtons owed={owed} />
    </>
  );
}
