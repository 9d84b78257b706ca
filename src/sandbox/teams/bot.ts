const APP_ID = "ec3ad8ae-31cc-4b30-9532-cc1bf1ed58ea";

export const BOT = { id: `28:${APP_ID}`, appId: APP_ID, name: "Mistral Setup" };
