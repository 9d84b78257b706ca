import { AppError } from "../../errors.ts";

/**
 * Mistral will not do this one thing. Which status that has is not documented, so whoever asks reads Mistral's list
 * afterwards: when that works it was not the key, and the list may tell why.
 */
export const wasRefused = (error: unknown): error is AppError =>
  error instanceof AppError &&
  ["conflict", "invalid", "not_found", "forbidden"].includes(error.code) &&
  error.detail !== "billing_needed";
