/** The words on a surface; all colours are the style sheet's, so that light and dark are one. */
const ink = (name: string, subtle = name) => ({ default: `var(--${name})`, subtle: `var(--${subtle})` });
const surface = (name: string) => ({
  backgroundColor: `var(--${name})`,
  foregroundColors: { default: ink("text", "soft"), accent: ink("link"), attention: ink("bad") },
});
const font = (fontFamily: string, ...[small, normal, medium, large]: number[]) => ({
  fontFamily,
  fontSizes: { small, default: normal, medium, large },
  fontWeights: { lighter: 300, default: 400, bolder: 600 },
});

/** How Teams sets what is in the bot's Adaptive Cards: sizes, distances and colours. */
export const HOST_CONFIG = {
  supportsInteractivity: true,
  fontTypes: { default: font("inherit", 12, 14, 16, 18), monospace: font("var(--mono)", 12, 13, 15, 17) },
  lineHeights: { small: 16, default: 20, medium: 22, large: 24 },
  spacing: { small: 4, default: 8, medium: 12, large: 16, extraLarge: 24, padding: 16 },
  separator: { lineThickness: 1, lineColor: "var(--line)" },
  containerStyles: {
    default: surface("raised"),
    emphasis: surface("sunk"),
    attention: surface("card-bad"),
  },
  inputs: {
    label: { inputSpacing: "small", requiredInputs: { suffix: " *", suffixColor: "attention" } },
    errorMessage: { color: "attention", size: "small" },
  },
  actions: {
    maxActions: 6,
    spacing: "large",
    buttonSpacing: 8,
    actionsOrientation: "horizontal",
    actionAlignment: "left",
    allowTitleToWrap: true,
  },
  textStyles: { heading: { size: "large", weight: "bolder", color: "default", isSubtle: false } },
  textBlock: { headingLevel: 2 },
};
