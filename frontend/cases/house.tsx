import { Anchor, Badge, Button, Group, SegmentedControl, Text, Title } from "@mantine/core";
import { useContext } from "react";

import { isLanguage, LanguageChoice } from "../desk/language";
import { ClockOffset } from "../kit/clock";
import { ErrorBoundary } from "../kit/error-boundary";
import type { CasesApi } from "./api/client";
import type { Me } from "./api/types";
import { HouseContext } from "./context";
import { CasePage } from "./file/case-page";
import { LettersPage } from "./letters/letters-page";
import { ListPage } from "./list/list-page";
import { LETTERS, usePlace } from "./use-place";
import { useWords } from "./words";

/** The header, and what is open beneath it. The list stays as it was left while a case is open. */
export function House({ api, me, demo }: { api: CasesApi; me: Me; demo: boolean }) {
  const { t } = useWords();
  const place = usePlace();
  return (
    <ClockOffset value={me.ahead}>
      <HouseContext value={{ api, me }}>
        <Header me={me} demo={demo} place={place} />
        <main>
          <ErrorBoundary title={t("part_failed")} retry={t("try_again")}>
            <div hidden={place !== ""}>
              <ListPage shown={place === ""} />
            </div>
            {place === LETTERS && <LettersPage />}
            {place !== "" && place !== LETTERS && <CasePage key={place} reference={place} />}
          </ErrorBoundary>
        </main>
      </HouseContext>
    </ClockOffset>
  );
}

function Header({ me, demo, place }: { me: Me; demo: boolean; place: string }) {
  const { t, language } = useWords();
  const { choose } = useContext(LanguageChoice);
  const agency = me.user.agency ? (me.agencies[me.user.agency]?.[language] ?? me.user.agency) : t("all_agencies");
  return (
    <header className="header">
      <Group gap="md">
        <Title order={1} size="md">
          {t("title")}
        </Title>
        <nav aria-label={t("pages")}>
          <Group gap="md">
            <Anchor href="#" aria-current={place === "" ? "page" : undefined}>
              {t("list")}
            </Anchor>
            <Anchor href={`#${LETTERS}`} aria-current={place === LETTERS ? "page" : undefined} data-testid="to-letters">
              {t("letters")}
            </Anchor>
            {me.may.knowledge && <Anchor href="/desk/knowledge">{t("knowledge")}</Anchor>}
            {me.may.desk && <Anchor href="/desk">{t("desk")}</Anchor>}
          </Group>
        </nav>
        {demo && <Badge color="gray">{t("demo")}</Badge>}
      </Group>
      <Group gap="sm">
        <SegmentedControl
          size="xs"
          aria-label={t("language")}
          data-testid="language"
          value={language}
          onChange={(chosen) => isLanguage(chosen) && choose(chosen)}
          data={[
            { value: "id", label: "ID" },
            { value: "en", label: "EN" },
          ]}
        />
        <Text size="sm">{`${me.user.name} · ${agency}`}</Text>
        <form method="post" action="/desk/logout">
          <input type="hidden" name="csrf_token" value={me.csrf} />
          <Button type="submit" size="compact-sm" variant="default">
            {t("sign_out")}
          </Button>
        </form>
      </Group>
    </header>
  );
}
