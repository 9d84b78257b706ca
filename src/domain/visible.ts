/**
 * What nobody sees: controls, soft hyphens, marks of direction, of zero width, that choose how a sign is drawn, that fill
 * in for a letter. White space is none of it; U+FEFF counts as such in patterns and is seen by nobody either.
 */
const UNSEEN = /(?![\t-\r])[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;

/** Pasted text as it looks: Outlook, PDF files and text from right to left bring along what is not seen. */
export const visible = (text: string): string => text.replace(UNSEEN, "");
