import { Anchor, Button } from "@mantine/core";

import { Banner } from "../kit/banner";
import { useDesk } from "./desk-context";
import { useText } from "./language";
import { useLine } from "./line/use-line";

/** What is wrong with the connections, and the one thing that mends it. */
export function Banners({ signedOut }: { signedOut: boolean }) {
  const { t } = useText();
  const { connected, line, snapshot } = useDesk();
  const view = useLine();
  const mayTalk = snapshot.presence.state !== "not_ready";
  return (
    <div aria-live="assertive">
      {signedOut && (
        <Banner kind="danger" text={t("signed_out")}>
          <Anchor href="/desk/login">{t("sign_in")}</Anchor>
        </Banner>
      )}
      {!connected && <Banner kind="danger" text={t("disconnected")} testId="disconnected" />}
      {view?.lost && <Banner kind="danger" text={t("line_lost")} testId="line-lost" />}
      {view?.replaced && (
        <Banner kind="warning" text={t("line_replaced")}>
          <Button size="compact-sm" onClick={() => void line?.connect()}>
            {t("line_use_here")}
          </Button>
        </Banner>
      )}
      {view?.blocked && mayTalk && (
        <Banner kind="warning" text={t("sound_blocked")}>
          <Button size="compact-sm" onClick={() => void line?.openSound()} data-testid="connect-sound">
            {t("connect_sound")}
          </Button>
        </Banner>
      )}
      {view?.problem && mayTalk && (
        <Banner kind="danger" text={t(`microphone_${view.problem}`)}>
          <Button size="compact-sm" onClick={() => void line?.openSound()}>
            {t("try_again")}
          </Button>
        </Banner>
      )}
    </div>
  );
}
