/** The colours that mean something, dark enough for white text on them. Words or a sign always say it too. */
export const TONES = { good: "teal.9", warning: "#9a4a00", danger: "red.9", quiet: "gray.8", busy: "violet.9" } as const;
