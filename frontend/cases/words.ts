import { useContext } from "react";

import { LanguageChoice } from "../desk/language";
import { TEXTS, type WordKey } from "./texts";

/** `language`, and `t(key, values)` with `{name}` places filled in. */
export function useWords() {
  const { language } = useContext(LanguageChoice);
  return {
    language,
    t: (key: WordKey, values: Record<string, string | number> = {}) => fill(TEXTS[key][language], values),
  };
}

export function isWord(key: string): key is WordKey {
  return key in TEXTS;
}

function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}
