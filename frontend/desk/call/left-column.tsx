import { useDesk } from "../desk-context";
import { useLine } from "../line/use-line";
import { OfferCard } from "../offer/offer-card";
import { CallCard } from "./call-card";
import { IdleCard } from "./idle-card";
import { TranscriptPanel } from "./transcript-panel";
import { UnaskedCall } from "./unasked-call";
import { WrapUpCard } from "./wrap-up-card";

/** Offer, call, wrap-up or nothing, whichever it is; the transcript below. */
export function LeftColumn({ callId }: { callId: string | null }) {
  const { snapshot } = useDesk();
  const view = useLine();
  const { offer, call, wrap_up } = snapshot;
  return (
    <>
      {view?.ringing && !call && <UnaskedCall />}
      {offer && <OfferCard key={offer.id} offer={offer} />}
      {call && <CallCard call={call} />}
      {!call && wrap_up && <WrapUpCard wrapUp={wrap_up} />}
      {!offer && !call && !wrap_up && <IdleCard />}
      {callId && <TranscriptPanel callId={callId} />}
    </>
  );
}
