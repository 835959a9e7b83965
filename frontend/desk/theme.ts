import { createTheme, type CSSVariablesResolver } from "@mantine/core";

/* Shades that keep 4.5:1 for text on white and on the dark ground. */
export const theme = createTheme({
  primaryColor: "blue",
  primaryShade: { light: 8, dark: 8 },
  fontFamily: "system-ui, sans-serif",
  fontSizes: { xs: "13px", sm: "14px", md: "15px" },
  lineHeights: { xs: "1.4", sm: "1.45", md: "1.5" },
  defaultRadius: "sm",
  cursorType: "pointer",
  focusRing: "auto",
  components: {
    Badge: { defaultProps: { variant: "outline", radius: "sm", tt: "none" } },
    Modal: { defaultProps: { lockScroll: false } },
  },
});

export const colours: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    "--mantine-color-dimmed": "#4b5560",
    "--mantine-color-placeholder": "#5c6670",
    "--mantine-color-error": "#c92a2a",
    "--desk-warning": "#9a4a00",
    "--desk-edge": "#ced4da",
    "--desk-ground": "#f4f6f8",
  },
  dark: {
    "--mantine-color-dimmed": "#b8bec6",
    "--mantine-color-placeholder": "#9aa2ab",
    "--mantine-color-error": "#ff8787",
    "--desk-warning": "#ffc078",
    "--desk-edge": "#424a53",
    "--desk-ground": "#16191d",
  },
});
