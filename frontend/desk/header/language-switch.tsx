import { SegmentedControl } from "@mantine/core";
import { useContext } from "react";

import { isLanguage, LanguageChoice, useText } from "../language";

export function LanguageSwitch() {
  const { t } = useText();
  const { language, choose } = useContext(LanguageChoice);
  return (
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
  );
}
