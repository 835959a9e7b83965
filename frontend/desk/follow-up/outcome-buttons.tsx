import { Button, Group } from "@mantine/core";

import type { FollowUp, FollowUpOutcome } from "../api/follow-up";
import { useDesk } from "../desk-context";
import { useText } from "../language";
import { useAction } from "../use-action";

const OUTCOMES: FollowUpOutcome[] = ["done", "no_answer", "closed"];

/** What came of it. No answer is tried again later; there is nothing to answer where nobody can be called. */
export function OutcomeButtons({ owed }: { owed: FollowUp }) {
  const { t } = useText();
  const { api } = useDesk();
  const end = useAction((outcome: FollowUpOutcome) => api.endFollowUp(owed.id, outcome));
  const offered = OUTCOMES.filter((outcome) => outcome !== "no_answer" || owed.can_call);
  return (
    <Group gap={6} role="group" aria-label={t("follow_up_outcome")}>
      {offered.map((outcome) => (
        <Button key={outcome} data-testid={`outcome-${outcome}`} size="compact-sm" variant="default" disabled={end.running} onClick={() => end.run(outcome)}>
          {t(`outcome_${outcome}`)}
        </Button>
      ))}
    </Group>
  );
}
