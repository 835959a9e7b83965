import { useEffect, useState } from "react";

import { isLanguage, type Language } from "./language";

const KEPT = "desk.language";

/** The desk's language: what was chosen on this machine, else `configured`. */
export function useLanguageChoice(configured: string) {
  const [language, setLanguage] = useState<Language>(() => {
    const kept = localStorage.getItem(KEPT);
    if (isLanguage(kept)) return kept;
    return isLanguage(configured) ? configured : "id";
  });
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const choose = (chosen: Language) => {
    localStorage.setItem(KEPT, chosen);
    setLanguage(chosen);
  };
  return { language, choose };
}
