const one = (name: string) => ({
  default: `var(--${name})`,
  subtle: `var(--${name}-subtle, var(--${name}))`,
});

/** The words on a surface; all colours are the style sheet's, so that light and dark are one. */
const ink = {
  default: { default: "var(--ink)", subtle: "var(--ink-soft)" },
  dark: { default: "var(--ink)", subtle: "var(--ink-soft)" },
  light: { default: "var(--ink-soft)", subtle: "var(--ink-soft)" },
  accent: one("brand-text"),
  good: one("good"),
  warning: one("warn"),
  attention: one("bad"),
};
const surface = (name: string) => ({ backgroundColor: `var(--${name})`, foregroundColors: ink });
const plain = { weight: "default", size: "default", color: "default", isSubtle: false };

/** How Teams sets Adaptive Cards: sizes, distances and colours. */
export const HOST_CONFIG = {
  supportsInteractivity: true,
  fontTypes: {
    default: {
      fontFamily: "var(--font)",
      fontSizes: { small: 12, default: 14, medium: 16, large: 18, extraLarge: 24 },
      fontWeights: { lighter: 300, default: 400, bolder: 600 },
    },
    monospace: {
      fontFamily: "var(--mono)",
      fontSizes: { small: 12, default: 13, medium: 15, large: 17, extraLarge: 22 },
      fontWeights: { lighter: 300, default: 400, bolder: 600 },
    },
  },
  lineHeights: { small: 16, default: 20, medium: 22, large: 24, extraLarge: 32 },
  spacing: { small: 4, default: 8, medium: 12, large: 16, extraLarge: 24, padding: 16 },
  separator: { lineThickness: 1, lineColor: "var(--edge)" },
  imageSizes: { small: 32, medium: 52, large: 100 },
  containerStyles: {
    default: surface("card"),
    emphasis: surface("card-soft"),
    accent: surface("card-accent"),
    good: surface("card-good"),
    attention: surface("card-bad"),
    warning: surface("card-warn"),
  },
  inputs: {
    label: {
      inputSpacing: "small",
      requiredInputs: { ...plain, suffix: " *", suffixColor: "attention" },
      optionalInputs: plain,
    },
    errorMessage: { ...plain, color: "attention", size: "small" },
  },
  actions: {
    maxActions: 6,
    spacing: "large",
    buttonSpacing: 8,
    showCard: { actionMode: "inline", inlineTopMargin: 12, style: "emphasis" },
    actionsOrientation: "horizontal",
    actionAlignment: "left",
    allowTitleToWrap: true,
  },
  adaptiveCard: { allowCustomStyle: false },
  factSet: {
    title: { ...plain, weight: "bolder", wrap: true, maxWidth: 150 },
    value: { ...plain, wrap: true },
    spacing: 12,
  },
  textStyles: { heading: { size: "large", weight: "bolder", color: "default", isSubtle: false } },
  textBlock: { headingLevel: 2 },
};
