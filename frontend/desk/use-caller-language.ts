import { useText } from "./language";

/** Names a caller's language, in the desk's. */
export function useCallerLanguage(): (code: string) => string {
  const { t, language } = useText();
  return (code) => {
    if (code === "id" || code === "en") return t(`caller_language_${code}`);
    return new Intl.DisplayNames([language], { type: "language", fallback: "code" }).of(code) ?? code;
  };
}
