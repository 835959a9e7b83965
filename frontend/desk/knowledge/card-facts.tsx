import type { ReactNode } from "react";

import type { Place, ServiceCard } from "../api/service";
import { useText } from "../language";
import { CardStanding, ComingChanges } from "./card-standing";
import { feeText, timeText } from "./card-texts";
import { Unverified } from "./unverified";

export function CardFacts({ card, language }: { card: ServiceCard; language: string }) {
  const { t } = useText();
  const mark = (part: string, of: unknown) => (card.unverified.includes(part) || isUnverified(of)) && <Unverified />;
  const facts: [title: string, words: ReactNode][] = [
    [
      t("requirements"),
      <ul className="plain-list" key="requirements">
        {card.requirements.map((requirement) => (
          <li key={requirement}>{requirement}</li>
        ))}
      </ul>,
    ],
    [t("fee"), <Fact key="fee" text={feeText(card.fee, language)} mark={mark("fee", card.fee)} />],
    [t("time_limit"), <Fact key="time" text={timeText(card.time_limit, language)} mark={mark("time_limit", card.time_limit)} />],
    [t("where"), <Fact key="where" text={card.where} mark={mark("where", null)} />],
    [t("places"), <Places key="places" places={card.places} />],
    [
      t("procedure"),
      <ol className="plain-list" key="procedure">
        {card.procedure.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>,
    ],
    [t("product"), card.product],
    [t("audience"), card.audience],
    [t("complaint_route"), card.complaint_route],
    [t("agency"), card.agency_name ?? card.agency],
    [t("legal"), card.legal.join("; ")],
  ];
  return (
    <>
      <p className="summary" lang={language}>
        {card.summary}
      </p>
      <ComingChanges card={card} language={language} />
      <dl className="facts">
        {facts.filter(([, words]) => words !== "").map(([title, words]) => (
          <div key={title} style={{ display: "contents" }}>
            <dt>{title}</dt>
            <dd lang={language}>{words}</dd>
          </div>
        ))}
      </dl>
      <CardStanding card={card} language={language} />
    </>
  );
}

function Places({ places }: { places: Place[] }) {
  return (
    <ul className="plain-list">
      {places.map((place) => (
        <li key={place.code}>
          {place.name}, {place.address}. {place.hours}. {place.unverified && <Unverified />}
        </li>
      ))}
    </ul>
  );
}

function Fact({ text, mark }: { text: string; mark: ReactNode }) {
  return (
    <>
      {text} {mark}
    </>
  );
}

function isUnverified(fact: unknown): boolean {
  return typeof fact === "object" && fact !== null && "unverified" in fact && fact.unverified === true;
}
