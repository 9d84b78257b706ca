export const BOT = { id: "U0MSETUP01", botId: "B0MSETUP01", name: "Mistral Setup", handle: "mistral_setup" };
