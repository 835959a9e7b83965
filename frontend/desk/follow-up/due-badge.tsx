import { Badge } from "@mantine/core";

import { useServerNow } from "../../kit/clock";
import { TONES } from "../../kit/tones";
import type { FollowUp } from "../api/follow-up";
import { useText } from "../language";

const CLOCK: Intl.DateTimeFormatOptions = { hour: "2-digit", minute: "2-digit" };
const DAY: Intl.DateTimeFormatOptions = { day: "numeric", month: "short" };

/** When a callback was promised, and whether that is now or past; nothing for a voicemail. */
export function DueBadge({ owed }: { owed: FollowUp }) {
  const { t, language } = useText();
  const now = useServerNow();
  if (!owed.not_before || !owed.not_after) return null;
  const [from, until] = [new Date(owed.not_before), new Date(owed.not_after)];
  const today = from.toDateString() === new Date(now).toDateString();
  const day = today ? "" : `${from.toLocaleDateString(language, DAY)} `;
  const span = `${day}${from.toLocaleTimeString(language, CLOCK)}–${until.toLocaleTimeString(language, CLOCK)}`;
  const state = now > until.getTime() ? "late" : now >= from.getTime() ? "due" : "later";
  const colour = { late: TONES.danger, due: TONES.warning, later: TONES.quiet }[state];
  return (
    <Badge size="lg" tt="none" color={colour} variant="filled" data-testid="due" data-state={state}>
      {t(`follow_up_${state}`)} {span}
    </Badge>
  );
}
