import { useContext } from "react";

import { type Both, type Language, LanguageChoice } from "../desk/language";
import { TEXTS, type WordKey } from "./texts";

/** `language`, and `t(key, values)` with `{name}` places filled in. */
export function useWords() {
  const { language } = useContext(LanguageChoice);
  return {
    language,
    t: (key: WordKey, values: Record<string, string | number> = {}) => fill(TEXTS[key][language], values),
    /** The words of a key that is put together at run time; the key itself when there are none. */
    named: (prefix: string, name: string) => named(language, prefix, name),
  };
}

export function isWord(key: string): key is WordKey {
  return key in TEXTS;
}

function named(language: Language, prefix: string, name: string): string {
  const key = `${prefix}_${name}`;
  return isWord(key) ? (TEXTS[key] as Both)[language] : name;
}

function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}
