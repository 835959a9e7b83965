import { createContext, useContext } from "react";

import { TEXTS, type TextKey } from "./texts";

export type Language = "id" | "en";

/** Words in both languages, as the server sends them too. */
export type Both = Record<Language, string>;

interface Choice {
  language: Language;
  choose: (language: Language) => void;
}

export const LanguageChoice = createContext<Choice>({ language: "id", choose: () => undefined });

/** `language`, and `t(key, values)` with `{name}` places filled in. */
export function useText() {
  const { language } = useContext(LanguageChoice);
  return { language, t: (key: TextKey, values?: Record<string, string | number>) => translate(language, key, values) };
}

export function translate(language: Language, key: TextKey, values: Record<string, string | number> = {}): string {
  return TEXTS[key][language].replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}

export function isLanguage(text: string | null): text is Language {
  return text === "id" || text === "en";
}
