/** Whether the bot does and reads things at Mistral itself, or people do. */
export type Mode = "automatic" | "guided";
