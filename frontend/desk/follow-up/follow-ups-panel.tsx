import { Alert, Badge, Button } from "@mantine/core";

import { Panel } from "../../kit/panel";
import { TONES } from "../../kit/tones";
import { useDesk } from "../desk-context";
import { useText } from "../language";
import { FollowUpItem } from "./follow-up-item";
import { useFollowUps } from "./use-follow-ups";

/** Callbacks and voicemails that nobody has ended yet; what is due stands on top. */
export function FollowUpsPanel() {
  const { t } = useText();
  const { count } = useDesk().snapshot.follow_ups;
  const { owed, isError, refetch } = useFollowUps();
  return (
    <Panel title={t("follow_ups")} grow testId="follow-ups" aside={<Badge size="lg">{count}</Badge>}>
      {isError && (
        <Alert color={TONES.danger} variant="outline" role="alert" title={t("follow_ups_not_loaded")}>
          <Button size="compact-sm" onClick={() => void refetch()}>
            {t("try_again")}
          </Button>
        </Alert>
      )}
      <ul className="owed-list">
        {owed.map((each) => (
          <FollowUpItem key={each.id} owed={each} />
        ))}
      </ul>
    </Panel>
  );
}
